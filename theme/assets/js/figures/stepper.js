/* The shape stepper: a matrix product entry by entry, a broadcast with its
 * stretched axes, and view beside the transpose.
 *
 * A shape of the state has a fixed number of places; 0 means: no such axis.
 * The numbers and PyTorch's messages are the page's, recorded from torch.
 */

const SHAPE = /^[([]?\s*\d+([\s,x×]+\d+)*[\s,]*[)\]]?$/;
const STORED = /^(0,)*[1-9]\d*(,[1-9]\d*)*$/;
const LARGEST = 1000, COLUMNS = 5, ROWS = 6;  // of a shape; of a drawing
// The two shapes of each tab, and how many axes they have at least.
const FIELDS = {
  product: { left: 1, right: 1 },
  broadcast: { first: 1, second: 1 },
  view: { matrix: 2, target: 1 },
};
const ROLES = ["input", "weight", "pre"];
const NAMES = { product: "ABC", broadcast: "ABC", view: "WVT" };

const sizes = places => places.filter(size => size > 0);
const total = shape => shape.reduce((product, size) => product * size, 1);
const count = (length, of) => Array.from({ length }, (_, i) => of(i));
const tuple = shape => `(${shape.join(", ")}${shape[1] ? "" : ","})`;
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
    return { error: this.recorded.messages[kind]
      .replace(/\{(\d)\}/g, (_, i) => values[i]) };
  }

  static compute(state) {
    const { tab, step } = state;
    const shapes = Object.keys(FIELDS[tab]).map(key => sizes(state[key]));
    const found = this[tab](...shapes);
    if (found.error) return { shapes, steps: 1, ...found };
    shapes.push(found.shape);
    const steps = total(found.shape);
    const fit = shapes.every(shape => (shape.at(-1) ?? 1) <= COLUMNS &&
      total(shape.slice(0, -1)) <= ROWS);
    if (!fit) return { shapes, steps: 1, ...found };
    return { shapes, steps, at: step % steps, ...found,
             ...this[found.pairs ? "numbers" : "places"](state, shapes, found) };
  }

  /* A @ B: for each entry of C, the places of its pairs in A and B. */
  static product(a, b) {
    const k = a.at(-1), [inner, m = 1] = b;
    return k !== inner ? this.error(`${a.length}${b.length}`, ...a, ...b) : {
      shape: [...a.slice(0, -1), ...b.slice(1)],
      pairs: i => count(k, t => [Math.floor(i / m) * k + t, t * m + i % m]),
    };
  }

  /* A + B: lined up on the right, an axis of size 1 always at its entry 0. */
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

  static view(w, v) {
    if (total(w) !== total(v)) {
      return this.error("view", v.join(", "), total(w));
    }
    const shape = [w[1], w[0]];
    return { shape, strides: [strides(w), strides(v), [1, w[1]]],
             same: `${v}` === `${shape}` && Math.min(...w) === 1 };
  }

  /* A and B, filled with the page's numbers again and again, and C. */
  static numbers({ tab, numbers }, shapes, { pairs }) {
    const lists = this.recorded.numbers[numbers === "whole" ? tab : "random"];
    const [A, B] = lists.map((list, which) =>
      count(total(shapes[which]), i => list[i % list.length]));
    const terms = i => pairs(i).map(([x, y]) =>
      tab === "product" ? A[x] * B[y] : A[x] + B[y]);
    const C = count(total(shapes[2]), i =>
      terms(i).reduce((sum, term) => sum + term));
    return { lists: [A, B, C], terms };
  }

  /* For each entry of W, V and T, row by row, its place in the storage. */
  static places(_, [[rows, columns]]) {
    const V = count(rows * columns, i => i);
    return { lists: [V, V, V.map(i => i % rows * columns + Math.floor(i / rows))] };
  }

  /* Controls -------------------------------------------------------------- */

  build() {
    const { make } = this;
    const tabs = this.choices("tab").map(([tab, text]) => {
      const radio = make("input", { type: "radio", name: `${this.id}-tab` });
      radio.addEventListener("change", () => this.change("tab", tab));
      this.controls.push(
        [radio, () => { radio.checked = this.state.tab === tab; }]);
      return make("label", {}, radio, text);
    });
    this.rows = Object.entries(FIELDS).map(([tab, fields]) =>
      make("p", { class: "options", "data-tab": tab },
        ...Object.entries(fields).map(([key, least]) =>
          this.shape(this.word(`shape.${key}`), key, least))));
    this.controls.push([null, () => {  // before the slider takes its value
      this.slider.max = this.values.steps - 1;
      this.slider.disabled = this.next.disabled = this.values.steps < 2;
    }]);
    this.slider = this.input("range", this.word("step"), "step", undefined,
      { min: 0, step: 1 });
    this.next = this.button("next", () =>
      this.change("step", (this.values.at + 1) % this.values.steps));
    this.fill = this.choice("numbers", "fill");
    this.equation = make("div", { class: "equation" });
    return [
      make("fieldset", {}, make("legend", {}, this.word("tabs")), ...tabs),
      ...this.rows, this.fill,
      make("p", { class: "row" }, this.slider, this.next), this.equation];
  }

  /* A field for a shape of at least so many axes. */
  shape(label, key, least) {
    const places = this.start[key].length;
    const field = this.make("input",
      { type: "text", size: 9, maxlength: 24, autocomplete: "off" });
    const sync = () => {
      field.value = tuple(sizes(this.state[key]));
      field.removeAttribute("aria-invalid");
    };
    field.addEventListener("input", () => {
      const text = field.value.trim();
      const shape = SHAPE.test(text) ? text.match(/\d+/g).map(Number) : [];
      if (shape.length >= least && shape.length <= places &&
          shape.every(size => size >= 1 && size <= LARGEST)) {
        this.state.step = 0;
        const none = Array(places - shape.length).fill(0);
        this.change(key, [...none, ...shape], undefined, field);
      } else {
        field.setAttribute("aria-invalid", "true");
        this.say("refused", least, places, LARGEST);
      }
    });
    field.addEventListener("change", sync);
    this.controls.push([field, sync]);
    return this.make("label", {}, label, " ", field);
  }

  /* An address gives sound numbers; here they must also be shapes. */
  parse(pairs) {
    const state = super.parse(pairs);
    const sound = state && /^\d+$/.test(state.step) && state.matrix[0] &&
      Object.values(state).every(value =>
        !Array.isArray(value) || STORED.test(value));
    return sound ? state : null;
  }

  /* What it shows ---------------------------------------------------------- */

  /* Whole numbers plainly; in a cell, others with two decimals. */
  text(value, cell) {
    if (Number.isInteger(value)) return String(value);
    return cell ? this.number(Math.round(value * 100) / 100).slice(0, -2)
      : value < 0 ? `(${this.number(value)})` : this.number(value);
  }

  show(values) {
    const { tab } = this.state;
    for (const row of this.rows) row.hidden = row.dataset.tab !== tab;
    this.fill.hidden = tab === "view";
    this.stage = this.part("stage");
    this.stage.replaceChildren();
    if (values.at !== undefined) this.draw(values);
    this.equation.replaceChildren(...this.spell(values).map(line =>
      this.make("p", {}, ...line)));
  }

  add(tag, attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.textContent = text;
    this.stage.append(element);
  }

  label(x, y, text, role) {
    this.add("text", { class: `number ${role}`, x, y: y + 5,
                       "font-size": 14, "text-anchor": "middle" }, text);
  }

  /* Three tensors: two above, the third below. */
  draw({ shapes, lists, at, pairs, steps }) {
    const { tab } = this.state;
    const view = tab === "view";
    const boards = lists.map((list, which) => {
      const stretched = tab === "broadcast" && which < 2;
      const shape = stretched ? shapes[2] : shapes[which];
      // A tensor with one axis is a row, but a column on the right of @.
      const columns = shape[tab === "product" && which === 1
        ? 1 : shape.length - 1] ?? 1;
      return {
        columns, block: shape[2] ? shape[1] : ROWS,
        rows: total(shape) / columns,
        places: stretched ? count(steps, i => pairs(i)[0][which])
          : [...list.keys()],
        lit: view ? [list.indexOf(at)] : stretched || which === 2 ? [at]
          : pairs(at).map(pair => pair[which]),
      };
    });
    const most = Math.max(boards[0].rows, boards[1].rows);
    const high = Math.min(36, 120 / Math.max(most, boards[2].rows));
    boards.forEach(({ columns, block, places, lit }, which) => {
      const role = view ? "activation" : ROLES[which];
      const wide = Math.min(50, 210 / columns);
      const middle = [110, 330, 220][which];
      const top = which < 2 ? 30 : 64 + most * high + 3 * (block < ROWS);
      this.label(middle, top - 14,
        `${NAMES[tab][which]} ${tuple(shapes[which])}`, role);
      places.forEach((place, i) => {
        const row = Math.floor(i / columns);
        const x = middle + wide * (i % columns - columns / 2);
        const y = top + high * row + 3 * Math.floor(row / block);
        const value = lists[which][place];
        const copy = places.indexOf(place) < i;
        this.add("rect", {
          class: view || lit.includes(i) ? `box ${role}` : "line",
          x: x + 1, y: y + 1, width: wide - 2, height: high - 2, rx: 3,
          "stroke-width": lit.includes(i) ? 2.5 : 1,
          "stroke-dasharray": copy ? "3 3" : "none",
          "fill-opacity": view ? value / steps : 1,
        });
        this.label(x + wide / 2, y + high / 2, this.text(value, true),
          copy ? "muted" : role);
      });
    });
  }

  /* The rule with these sizes, and the equation with these numbers. */
  spell({ shapes, lists, at, pairs, strides }) {
    const { tab } = this.state;
    const role = (which, text) =>
      this.make("span", { class: `role-${ROLES[which]}` }, text);
    if (tab === "view") {
      return at === undefined ? [] : lists.map((list, i) => {
        const place = index(list.indexOf(at), shapes[i]);
        const sum = place.map((n, axis) => `${n} × ${strides[i][axis]}`);
        return [this.make("code", {}, `${"WVT"[i]}.stride()`),
          ` = ${tuple(strides[i])}, ${entry("WVT"[i], place)}: `,
          `${sum.join(" + ")} = ${at}`];
      });
    }
    const lines = tab === "product"
      ? [[role(0, tuple(shapes[0])), " @ ", role(1, tuple(shapes[1])),
        " → ", role(2, shapes[2] ? tuple(shapes[2]) : "?")]]
      : shapes.map((shape, i) =>
        [role(i, `${"ABC"[i]} ${shape.join(", ").padStart(16)}`)]);
    if (at === undefined) return lines;
    return [...lines, [
      role(2, entry("C", index(at, shapes[2]))), " = ",
      ...pairs(at).flatMap(([x, y], n) => [n ? " + " : "",
        role(0, this.text(lists[0][x])), tab === "product" ? " × " : " + ",
        role(1, this.text(lists[1][y]))]),
      " = ", role(2, this.text(lists[2][at]))]];
  }

  describe({ error, shapes, lists, at, same }) {
    if (error) return this.word("stops", error);
    const view = this.state.tab === "view";
    const shape = tuple(shapes[view ? 1 : 2]);
    if (at === undefined) return this.word("large", shape);
    const names = lists.map((list, i) => {
      const place = view ? list.indexOf(at) : at;
      return entry(NAMES[this.state.tab][i], index(place, shapes[i]));
    });
    if (!view) {
      return this.word("result", shape, names[2], this.text(lists[2][at]));
    }
    return `${this.word("where", at, ...names)} ${
      same ? this.word("same") : this.word("differ")}`;
  }

  solved({ shapes: [a, b, c], at, same }) {
    const { tab } = this.state;
    return {
      column: tab === "product" && `${a}` === "2,3" && `${c}` === "2,1",
      nine: tab === "broadcast" && total(a) === 3 && total(b) === 3 &&
        !!c && total(c) === 9,
      same: !!same && total(a) > 3,
    };
  }

  pytorch() {
    const { tab } = this.state;
    const { shapes: [a, b, c], lists, at } = this.values;
    const lines = ["import torch", ""];
    if (tab === "view") {
      lines.push(`W = torch.arange(${total(a)}).view${tuple(a)}`,
        `V = W.view${tuple(b)}`, "T = W.T", 'print(V, T, sep="\n")',
        "print(W.stride(), V.stride(), T.stride())");
    } else {
      [a, b].forEach((shape, i) => lines.push(`${"AB"[i]} = ${lists
        ? `torch.tensor([${lists[i].join(", ")}], dtype=torch.float64)` +
          `.view${tuple(shape)}` : `torch.zeros${tuple(shape)}`}`));
      lines.push(`C = A ${tab === "product" ? "@" : "+"} B`, "print(C.shape)",
        at === undefined ? "" : `print(${entry("C", index(at, c))})`);
    }
    return lines.join("\n") + "\n";
  }
}

customElements.define("forward-stepper", ForwardStepper);
