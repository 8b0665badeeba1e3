// Repairs of what Material adds to a page after it has loaded; without
// JavaScript there is nothing to repair.
new MutationObserver(() => {
  // Each copy button comes in a landmark of its own, all with one name.
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "presentation");
  }
  // A wide table scrolls in a box that the keyboard cannot reach.
  const boxes = ".md-typeset__scrollwrap:not([tabindex])";
  for (const box of document.querySelectorAll(boxes)) {
    const headings = [...box.querySelectorAll("th")].map(th => th.textContent);
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", headings.join(", "));
  }
}).observe(document.querySelector(".md-content"), {
  childList: true,
  subtree: true,
});

// On a narrow screen the contents are a drawer, which labels open, and its
// panels too: let the keyboard reach them. Material opens a label on Enter.
const drawer = document.querySelector("#__drawer");
if (drawer) {
  const narrow = matchMedia("(max-width: 76.234375em)");
  const sidebar = document.querySelector(".md-sidebar--primary");
  const labels = document.querySelectorAll(
    ".md-header label[for=__drawer], .md-sidebar--primary label[for^=__]"
  );
  const reach = () => {
    for (const label of labels) {
      label.tabIndex = narrow.matches ? 0 : -1;
    }
  };
  const close = () => {
    if (drawer.checked) drawer.click();
  };
  narrow.addEventListener("change", reach);
  reach();
  sidebar.addEventListener("focusout", ({relatedTarget: next}) => {
    if (next && !sidebar.contains(next)) close();
  });
  document.addEventListener("keydown", ({key}) => {
    if (key === "Escape") close();
  });
}
