/* Follows the Tab key through a page; `check_keyboard` presses it.

   `keyboard.expected` is all that should be reached, in the page's order, and
   `keyboard.report()` says in sentences what was wrong on the way. */
"use strict"

window.keyboard = (() => {
  const LOOKS = ["boxShadow", "backgroundColor", "borderColor", "color",
    "textDecorationLine"]

  const name = element => element.outerHTML.replace(/\s+/g, " ").slice(0, 90)

  /* A focused switch is shown by a label: its own, or the one behind it. */
  const shown = element => [element, ...(element.labels ?? []),
    ...(element.matches("input:has(+ label)")
      ? [element.nextElementSibling] : [])]
  const looks = element => shown(element)
    .map(each => getComputedStyle(each))
    .map(style => [...LOOKS.map(key => style[key]),
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0])
    .join()

  const usable = element =>
    element.checkVisibility({visibilityProperty: true}) &&
    !element.disabled && element.tabIndex >= 0 && !element.closest("[inert]")

  /* One of a group of radio buttons is reached, the others by arrows. */
  const sameGroup = element => other =>
    other === element || element.type === "radio" && other.type === "radio" &&
    element.name === other.name

  const scrolls = element =>
    element.scrollWidth > element.clientWidth + 1 &&
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX)

  const expected = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, iframe, [tabindex]"
  )].filter(usable)
  const boxes = [...document.querySelectorAll("article *")]
    .filter(element => element.checkVisibility() && scrolls(element))
  const before = new Map(expected.map(element => [element, looks(element)]))
  const reached = []
  const faults = []

  const onScreen = element => shown(element).some(each => {
    const {left, right, top, bottom, width, height} =
      each.getBoundingClientRect()
    return width && height && right > 0 && left < innerWidth && bottom > 0 &&
      top < innerHeight
  })

  addEventListener("focusin", ({target}) => {
    if (reached.includes(target)) return
    const previous = reached.at(-1)
    if (previous && !(previous.compareDocumentPosition(target) &
        Node.DOCUMENT_POSITION_FOLLOWING))
      faults.push(`Tab goes back from ${name(previous)} to ${name(target)}. ` +
        "Put them in the order in which they are read, without a tabindex " +
        "above 0.")
    reached.push(target)
    if (before.get(target) === looks(target))
      faults.push(`nobody sees that ${name(target)} has the focus. Give it ` +
        "an outline.")
    else if (!onScreen(target))
      faults.push(`the focus is outside the screen, at ${name(target)}. ` +
        "Keep what is hidden out of Tab's way.")
  })

  /* The end: the focus has left the page, or begins anew. */
  let count = 0
  const ended = () => {
    const element = document.activeElement
    const over = element === document.body ||
      (count > 0 && element === reached[0] && reached.length > 1)
    count += 1
    return over
  }

  const report = () => {
    const missed = expected.filter(
      element => !reached.some(sameGroup(element)) && usable(element))
    if (!ended())
      faults.push(`Tab never leaves ${name(document.activeElement)}. Let it ` +
        "go on.")
    for (const element of missed)
      faults.push(`Tab does not reach ${name(element)}. Nothing may keep ` +
        "the focus or take it away.")
    for (const box of boxes)
      if (!reached.some(element => element === box || box.contains(element)))
        faults.push(`${name(box)} scrolls sideways, but not by keyboard. ` +
          "Give it tabindex=0, a role and a label.")
    return faults
  }

  return {expected, ended, report}
})()
