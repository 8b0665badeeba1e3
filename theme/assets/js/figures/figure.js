/* What all interactive figures share: a custom element around a drawing.
 *
 * The page gives it three things: the drawing, which stays as it is without
 * JavaScript; [data-state], the JSON from which it starts; and [data-words],
 * a list with every word that it shows, each under its key. A subclass says what it computes
 * (`static compute`), builds its controls (`build`) and moves its drawing
 * (`show`). No number is trusted before `parse` or `read` has seen it.
 */

const LIMIT = 1000;
const FORMATS = {
  short: { minimumFractionDigits: 4, maximumFractionDigits: 4 },
  long: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
  huge: { notation: "scientific", maximumFractionDigits: 3 },
};
// A number in the address.
const NUMBER = /^-?\d{1,4}(\.\d{1,25})?(e-\d{1,2})?$/;

// eslint-disable-next-line no-unused-vars -- the other scripts extend it
class ForwardFigure extends HTMLElement {
  connectedCallback() {
    if (this.start) return;  // it was moved, not made
    this.start = JSON.parse(this.querySelector("[data-state]").textContent);
    this.words = new Map(
      [...this.querySelectorAll("[data-words] dt")].map(key =>
        [key.textContent, key.nextElementSibling.textContent]));
    this.state = structuredClone(this.start);
    this.drawing = this.querySelector("svg");
    this.controls = [];
    this.done = new Set();
    this.formats = {};
    this.prepare();
    window.addEventListener("hashchange", () => this.readFragment());
    if (!this.readFragment()) this.render();
    this.report();
  }

  /* Put the panel together: the figure's own controls, then what all have. */
  prepare() {
    const { make } = this;
    this.output = make("p", { class: "readout", role: "status" });
    this.message = make("p", { class: "message", role: "status" });
    // No <code> in it: the theme would add a copy button of its own.
    this.code = make("pre", { tabindex: 0, role: "group",
                              "aria-label": this.word("code") });
    this.details = make("details", {},
      make("summary", {}, this.word("code")), this.code);
    this.cards = this.choices("tasks").map(([name, text]) =>
      make("li", { "data-task": name }, text, " ", make("b")));
    this.panel = make("div", { class: "panel", role: "group",
                               "aria-label": this.word("controls") });
    this.panel.append(...this.build(), this.output, this.message,
      make("p", { class: "actions" },
        this.button("reset", () => this.reset()),
        this.button("copy", () => this.copy())));
    const heading = make("p", { class: "tasks-title" }, this.word("try"));
    this.append(this.panel, make("div", { class: "more" },
      heading, make("ul", {}, ...this.cards), this.details));
  }

  /* Small helpers ------------------------------------------------------- */

  make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /* A named element of the drawing. */
  part(name) {
    return this.drawing.querySelector(`[data-part="${name}"]`);
  }

  write(name, text) {
    this.part(name).textContent = text;
  }

  /* A word of the page, with {0}, {1} filled in. */
  word(key, ...values) {
    if (!this.words.has(key)) {
      throw new Error(`<${this.localName}>: data-words lacks "${key}".`);
    }
    return this.words.get(key).replace(/\{(\d)\}/g, (_, index) => values[index]);
  }

  /* The [name, word] of all keys such as "tasks.name". */
  choices(key) {
    return [...this.words].filter(([k]) => k.startsWith(`${key}.`))
      .map(([k, text]) => [k.slice(key.length + 1), text]);
  }

  /* A number as the page prints it, in the page's language. */
  number(value) {
    const size = Math.abs(value);
    const style = size < 100 ? "short" : size < 1e5 ? "long" : "huge";
    this.formats[style] ??= new Intl.NumberFormat(
      this.closest("[lang]")?.lang || "en",
      { useGrouping: false, signDisplay: "negative", ...FORMATS[style] });
    return this.formats[style].format(value).replaceAll("-", "\u2212");
  }

  /* Whether the reader asked for less motion. */
  get calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /* Controls -------------------------------------------------------------- */

  button(word, act) {
    const button = this.make("button", { type: "button" }, this.word(word));
    button.addEventListener("click", act);
    return button;
  }

  /* A native input of this type for one number of the state. */
  input(type, label, key, index, attributes = {}) {
    const input = this.make("input", {
      type, step: type === "range" ? .01 : "any", "aria-label": label,
      ...attributes,
    });
    const read = () => index === undefined
      ? this.state[key] : this.state[key][index];
    const sync = () => {
      input.value = String(+read().toFixed(4));
      input.removeAttribute("aria-invalid");
    };
    input.addEventListener("input", () => {
      input.removeAttribute("aria-invalid");
      const value = input.value === "" ? NaN : Number(input.value);
      if (Math.abs(value) <= LIMIT) {
        this.change(key, value, index, input);
      } else {
        input.setAttribute("aria-invalid", "true");
        this.say("refused", this.number(-LIMIT), this.number(LIMIT));
      }
    });
    input.addEventListener("change", sync);  // a refused text goes
    this.controls.push([input, sync]);
    return input;
  }

  /* A select of the names that the words give for `key`. */
  choice(key, label) {
    const options = this.choices(key).map(([value, text]) =>
      this.make("option", { value }, text));
    const select = this.make("select", {}, ...options);
    select.addEventListener("change", () => this.change(key, select.value));
    this.controls.push([select, () => { select.value = this.state[key]; }]);
    return this.make("label", {}, this.word(label), " ", select);
  }

  checkbox(key, label) {
    const box = this.make("input", { type: "checkbox" });
    box.addEventListener("change", () => this.change(key, box.checked));
    this.controls.push([box, () => { box.checked = this.state[key]; }]);
    return this.make("label", {}, box, " ", this.word(label));
  }

  /* The state ------------------------------------------------------------- */

  change(key, value, index, typing) {
    if (index === undefined) this.state[key] = value;
    else this.state[key][index] = value;
    this.say();
    this.render(typing);
    clearTimeout(this.timer);  // hear it, and share it, once it rests
    this.timer = setTimeout(() => {
      this.report();
      this.writeFragment();
    }, 250);
  }

  reset() {
    clearTimeout(this.timer);
    this.state = structuredClone(this.start);
    this.done.clear();
    this.say("restored");
    this.render();
    this.report();
    history.replaceState(null, "", `#${this.id}`);
  }

  /* Compute and show all; leave the field alone in which somebody types. */
  render(typing) {
    this.values = this.constructor.compute(this.state);
    for (const [control, sync] of this.controls) {
      if (control !== typing) sync();
    }
    this.show(this.values);
    this.code.textContent = this.pytorch();
    const solved = this.solved(this.values);
    for (const card of this.cards) {
      const name = card.dataset.task;
      if (solved[name] && !this.done.has(name)) {
        this.done.add(name);
        this.say("solved", this.word(`tasks.${name}`));
      }
      const done = this.done.has(name);
      card.classList.toggle("done", done);
      card.lastChild.textContent = done ? this.word("done") : "";
    }
  }

  report() {
    const text = this.describe(this.values);
    this.output.textContent = text;
    this.drawing.querySelector("desc").textContent = text;
  }

  say(key, ...values) {
    this.message.textContent = key ? this.word(key, ...values) : "";
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.code.textContent);
      this.say("copied");
    } catch {  // not allowed: let the reader copy the text
      this.details.open = true;
      getSelection().selectAllChildren(this.code);
      this.say("select");
    }
  }

  /* The address: #id&key=1,2&key=name ------------------------------------- */

  writeFragment() {
    const pairs = Object.entries(this.state).map(([k, v]) => `${k}=${v}`);
    history.replaceState(null, "", `#${[this.id, ...pairs].join("&")}`);
  }

  /* Take the state from the address; false if it names another place. */
  readFragment() {
    const [id, ...pairs] = location.hash.slice(1).split("&");
    if (id !== this.id || !pairs.length) return false;
    const state = this.parse(pairs);
    this.state = state ?? structuredClone(this.start);
    this.say();
    this.render();
    this.report();
    if (!state) this.say("badLink");
    this.scrollIntoView();
    return true;
  }

  /* The state that these pairs spell, or null: all of it, and no more. */
  parse(pairs) {
    const state = {};
    for (const pair of pairs) {
      const [key, text, more] = pair.split("=");
      if (!Object.hasOwn(this.start, key) || Object.hasOwn(state, key) ||
          text === undefined || more !== undefined) return null;
      state[key] = this.read(key, text);
      if (state[key] === null) return null;
    }
    const complete = Object.keys(this.start).every(k => Object.hasOwn(state, k));
    return complete ? state : null;
  }

  read(key, text) {
    const start = this.start[key];
    if (typeof start === "boolean") {
      return text === "true" ? true : text === "false" ? false : null;
    }
    if (typeof start === "string") {
      return this.words.has(`${key}.${text}`) ? text : null;
    }
    const numbers = text.split(",").map(part =>
      NUMBER.test(part) && Math.abs(part) <= LIMIT ? Number(part) : null);
    if (numbers.includes(null) || numbers.length !== [start].flat().length) {
      return null;
    }
    return Array.isArray(start) ? numbers : numbers[0];
  }
}
