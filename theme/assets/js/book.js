// Two repairs of what Material adds to a page after it has loaded; without
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
