/* The shape stepper: a product entry by entry, a broadcast, view beside .T.
 *
 * In the state a shape has a fixed number of places; 0: no such axis.
 */

const SHAPE = /^\(?\s*\d+([\s,x]+\d+)*[\s,]*\)?$/;
const STORED = /^(0,)*[1-9]\d*(,[1-9]\d*)*$/;
const LARGEST = 1000, MOST = 6;
const TABS = {
  product: { names: "ABC", sign: "@", by: " × ", fields: ["left", "right"] },
  broadcast: { names: "ABC", sign: "+", by: " + ", fields: ["first", "second"] },
  view: { names: "WVT", fields: ["matrix", "target"] },
};
const ROLES = ["input", "weight", "pre"];

const sizes = places => places.filter(size => size);
const total = shape => shape.reduce((product, size) => product * size, 1);
const count = (length, of) => Array.from({ length }, (_, i) => of(i));
const tuple = shape => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
const strides = shape => shape.map((_, axis) => total(shape.slice(axis + 1)));
const index = (place, shape) => strides(shape).map((stride, axis) =>
  Math.floor(place / stride) % shape[axis]);
const entry = (name, at) => name + (at.length ? `[${at.join(", ")}]` : "");

class ForwardStepper extends ForwardFigure {
  prepare() {
    ForwardStepper.recorded = this.start.recorded;
    delete this.start.recorded;
    delete this.state.recorded;
    super.prepare();
  }

  static error(kind, ...values) {
    const error = this.recorded.messages[kind];
    return { error: error.replace(/\{(\d)\}/g, (_, i) => values[i]) };
  }

  static compute(state) {
    const { tab, step } = state;
    const shapes = TABS[tab].fields.map(key => sizes(state[key]));
    const found = this[tab](...shapes);
    const { shape, pairs } = found;
    if (shape) shapes.push(shape);
    const fit = shape && shapes.every(([...rows]) =>
      (rows.pop() ?? 1) <= MOST && total(rows) <= MOST);
    if (!fit) return { ...found, shapes, steps: 1, lists: null };
    const steps = total(shape), at = step % steps;
    const lists = found.lists ?? this.numbers(state, shapes, pairs);
    const names = lists.map((list, i) => entry(TABS[tab].names[i],
      index(pairs ? at : list.indexOf(at), shapes[i])));
    return { ...found, shapes, steps, at, lists, names };
  }

  /* For each entry of A @ B, the places of its pairs in A and in B. */
  static product(a, b) {
    const k = a.at(-1), [inner, m = 1] = b;
    return k !== inner ? this.error(`${a.length}${b.length}`, ...a, ...b) : {
      shape: [...a.slice(0, -1), ...b.slice(1)],
      pairs: i => count(k, t => [Math.floor(i / m) * k + t, t * m + i % m]),
    };
  }

  /* The same for A + B: an axis of size 1 is always at its entry 0. */
  static broadcast(...pair) {
    const rank = Math.max(...pair.map(shape => shape.length));
    const [a, b] = pair.map(shape =>
      [...Array(rank - shape.length).fill(1), ...shape]);
    const wrong = a.findLastIndex((size, axis) =>
      size !== b[axis] && size > 1 && b[axis] > 1);
    if (wrong >= 0) return this.error("broadcast", a[wrong], b[wrong], wrong);
    const shape = a.map((size, axis) => size === 1 ? b[axis] : size);
    return { shape, pairs: i => [[a, b].map(whole => index(i, shape).reduce(
      (place, n, axis) => place * whole[axis] + n % whole[axis], 0))] };
  }

  /* For each entry of W, its view V and T, row by row: its place in memory. */
  static view(w, v) {
    if (total(w) !== total(v)) {
      return this.error("view", v.join(", "), total(w));
    }
    const [rows, columns] = w, shape = [columns, rows];
    const V = count(total(w), i => i);
    const T = V.map(i => i % rows * columns + Math.floor(i / rows));
    return { shape, lists: [V, V, T],
             strides: [strides(w), strides(v), [1, columns]],
             same: `${v}` === `${shape}` && (rows === 1 || columns === 1) };
  }

  /* A and B, filled with the page's numbers again and again, and C. */
  static numbers({ tab, numbers }, shapes, pairs) {
    const lists = this.recorded.numbers[numbers === "whole" ? tab : numbers];
    const [A, B] = lists.map((list, which) =>
      count(total(shapes[which]), i => list[i % list.length]));
    const C = count(total(shapes[2]), i => pairs(i).reduce((sum, [x, y]) =>
      sum + (tab === "product" ? A[x] * B[y] : A[x] + B[y]), 0));
    return [A, B, C];
  }

  build() {
    const { make } = this;
    const tabs = this.choices("tab").map(([tab, text]) => {
      const radio = make("input", { type: "radio", name: `${this.id}-tab` });
      radio.addEventListener("change", () => this.change("tab", tab));
      this.controls.push(
        [radio, () => { radio.checked = this.state.tab === tab; }]);
      return make("label", {}, radio, text);
    });
    this.fields = this.choices("shape").map(names => this.shape(...names));
    this.controls.push([null, () => {
      this.slider.max = this.values.steps - 1;
    }]);
    this.slider = this.input("range", this.word("step"), "step", undefined,
      { min: 0, step: 1 });
    const next = this.button("next", () =>
      this.change("step", (this.state.step + 1) % this.values.steps));
    this.fill = this.choice("numbers", "fill");
    this.equation = make("div", { class: "equation" });
    return [
      make("fieldset", {}, make("legend", {}, this.word("tabs")), ...tabs),
      make("p", { class: "options" }, ...this.fields), this.fill,
      make("p", { class: "row" }, this.slider, next), this.equation];
  }

  shape(key, text) {
    const places = this.start[key].length, least = key === "matrix" ? 2 : 1;
    const field = this.make("input", { type: "text", size: 9 });
    const sync = () => {
      field.value = tuple(sizes(this.state[key]));
      field.removeAttribute("aria-invalid");
    };
    field.addEventListener("input", () => {
      const typed = field.value.trim();
      const shape = SHAPE.test(typed) ? typed.match(/[0-9]+/g).map(Number) : [];
      if (shape.length >= least && shape.length <= places &&
          shape.every(size => size > 0 && size <= LARGEST)) {
        this.state.step = 0;
        while (shape.length < places) shape.unshift(0);
        this.change(key, shape, undefined, field);
      } else {
        field.setAttribute("aria-invalid", "true");
        this.say("refused", least, places, LARGEST);
      }
    });
    field.addEventListener("change", sync);
    this.controls.push([field, sync]);
    return this.make("label", { "data-key": key }, text, field);
  }

  /* An address gives sound numbers; here they must also be shapes. */
  parse(pairs) {
    const state = super.parse(pairs);
    return state && /^\d+$/.test(state.step) && state.matrix[0] &&
      Object.values(state).every(value =>
        !Array.isArray(value) || STORED.test(value)) ? state : null;
  }

  /* Whole numbers plainly; in a cell, others with two decimals. */
  text(value, cell) {
    return Number.isInteger(value) ? String(value)
      : cell ? this.number(Math.round(value * 100) / 100).slice(0, -2)
        : this.number(value);
  }

  show(values) {
    const { tab } = this.state;
    for (const field of this.fields) {
      field.hidden = !TABS[tab].fields.includes(field.dataset.key);
    }
    this.fill.hidden = tab === "view";
    this.part("stage").replaceChildren();
    if (values.lists) this.draw(values);
    this.equation.replaceChildren(...this.spell(values).map(line =>
      this.make("p", {}, ...line)));
  }

  add(tag, attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.textContent = text;
    this.part("stage").append(element);
  }

  label(x, y, text, role) {
    this.add("text", { class: `number ${role}`, x, y: y + 5, "text-anchor": "middle",
                       "font-size": text.length === 5 ? 11 : 14 }, text);
  }

  /* Three tensors: two above, the third below. */
  draw({ shapes, lists, at, pairs, steps }) {
    const { tab } = this.state, view = tab === "view";
    const drawn = tab === "broadcast" ? Array(3).fill(shapes[2]) : shapes;
    const across = drawn.map((shape, which) => shape[
      tab === "product" && which === 1 ? 1 : shape.length - 1] ?? 1);
    const down = drawn.map((shape, which) => total(shape) / across[which]);
    const high = Math.min(36, 120 / Math.max(...down));
    lists.forEach((list, which) => {
      const role = view ? "activation" : ROLES[which];
      const columns = across[which], wide = Math.min(50, 210 / columns);
      const left = [110, 330, 220][which] - wide * columns / 2;
      const top = which < 2 ? 30 : 64 + high * Math.max(down[0], down[1]);
      const places = tab === "broadcast" && which < 2
        ? count(steps, i => pairs(i)[0][which]) : [...list.keys()];
      const lit = i => view ? list[i] === at
        : tab === "broadcast" || which === 2 ? i === at
          : pairs(at).some(pair => pair[which] === i);
      this.label(left + wide * columns / 2, top - 14,
        `${TABS[tab].names[which]} ${tuple(shapes[which])}`, role);
      places.forEach((place, i) => {
        const x = left + wide * (i % columns);
        const y = top + high * Math.floor(i / columns);
        const tone = places.indexOf(place) < i ? "muted" : role;  // a copy
        this.add("rect", {
          class: `${lit(i) ? "box" : view ? "mark" : "line"} ${tone}`,
          x: x + 1, y: y + 1, width: wide - 2, height: high - 2, rx: 3,
          "stroke-width": lit(i) ? 2.5 : 1,
          "fill-opacity": view && !lit(i) ? .45 * list[i] / steps : 1,
        });
        this.label(x + wide / 2, y + high / 2, this.text(list[place], true),
          view ? "" : tone);
      });
    });
  }

  /* The shapes on top of each other; the equation with these numbers. */
  spell({ shapes, lists, at, names, pairs, strides: steps }) {
    const { tab } = this.state;
    const role = (which, text) =>
      this.make("span", { class: `role-${ROLES[which]}` }, text);
    const lines = tab !== "broadcast" ? [] : shapes.map((shape, i) =>
      [role(i, `${"ABC"[i]} ${shape.join(", ").padStart(13)}`)]);
    if (!lists) return lines;
    if (tab === "view") {
      return lists.map((list, i) => {
        const place = index(list.indexOf(at), shapes[i]);
        const sum = place.map((n, axis) => `${n} × ${steps[i][axis]}`);
        return [`${names[i]}: ${sum.join(" + ")} = ${at}`];
      });
    }
    const factor = value => {
      const text = this.text(value);
      return value < 0 ? `(${text})` : text;
    };
    return [...lines, [
      role(2, names[2]), " = ",
      ...pairs(at).flatMap(([x, y], n) => [n ? " + " : "",
        role(0, factor(lists[0][x])), TABS[tab].by, role(1, factor(lists[1][y]))]),
      " = ", role(2, this.text(lists[2][at]))]];
  }

  describe({ error, shapes, lists, at, names, same }) {
    if (error) return this.word("stops", error);
    if (!lists) return this.word("large", tuple(shapes[same === undefined ? 2 : 1]));
    return same !== undefined
      ? `${this.word("where", at, ...names)} ${
        same ? this.word("same") : this.word("differ")}`
      : this.word("result", tuple(shapes[2]), names[2], this.text(lists[2][at]));
  }

  solved({ shapes: [a, b, c = []], same }) {
    const { tab } = this.state;
    return {
      column: tab === "product" && `${a}` === "2,3" && `${c}` === "2,1",
      nine: tab === "broadcast" && total(a) === 3 && total(b) === 3 &&
        total(c) === 9,
      same: same && total(a) > 3,
    };
  }

  pytorch() {
    const { sign } = TABS[this.state.tab];
    const { shapes: [a, b], lists, names } = this.values;
    const tensor = (shape, i) => `${"AB"[i]} = ${lists
      ? `torch.tensor([${lists[i].join(", ")}], dtype=torch.float64).view`
      : "torch.zeros"}${tuple(shape)}`;
    const lines = sign
      ? [...[a, b].map(tensor), `C = A ${sign} B`,
        `print(C.shape${lists ? `, ${names[2]}` : ""})`]
      : [`W = torch.arange(${total(a)}).view${tuple(a)}`,
        `V = W.view${tuple(b)}`, "T = W.T",
        "print(V, T, W.stride(), V.stride(), T.stride())"];
    return ["import torch", "", ...lines, ""].join("\n");
  }
}

customElements.define("forward-stepper", ForwardStepper);
