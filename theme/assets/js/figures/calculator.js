/* The 3-2-1 calculator: one unit at a time, its column, wires, dot product.
 *
 * The drawing is what snippets/figures/layers.py draws. Units 0 and 1 are
 * the hidden ones, unit 2 is the output unit; W1 is flat, row by row.
 */

const UNITS = ["first", "second", "output"];
const SUB = "₁₂₃";

class ForwardCalculator extends ForwardFigure {
  static compute({ features, W1, B1, W2, B2, activation }) {
    const total = row => row.reduce((sum, product) => sum + product, 0);
    const sigmoid = z => 1 / (1 + Math.exp(-z));
    // A row for each unit: the products that its dot product adds up.
    const products = [0, 1].map(j => features.map((x, i) => x * W1[2 * i + j]));
    const z = products.map((row, j) => total(row) + B1[j]);
    const outputs = z.map(activation === "tanh" ? Math.tanh : sigmoid);
    products.push(outputs.map((h, j) => h * W2[j]));
    z.push(total(products[2]) + B2);
    outputs.push(sigmoid(z[2]));
    return { products, sums: products.map(total), z, outputs };
  }

  build() {
    const { make } = this;
    this.cells = UNITS.map(() => []);  // what each unit's column holds
    const cell = (unit, label, key, index) => {
      const input = this.input("number", label, key, index);
      this.cells[unit].push(input);
      return input;
    };
    const row = (role, name, ...inputs) => make("div", { class: "row" },
      make("span", { class: `role-${role}`, "aria-hidden": true }, name),
      ...inputs);
    const W1 = [0, 1, 2].map(i => row("weight", i ? "" : "W1",
      ...[0, 1].map(j =>
        cell(j, this.word("W1", i + 1, j + 1), "W1", 2 * i + j))));
    const B1 = row("bias", "B1",
      ...[0, 1].map(j => cell(j, this.word("B1", j + 1), "B1", j)));
    const W2 = [0, 1].map(i => row("weight", i ? "" : "W2",
      cell(2, this.word("W2", i + 1), "W2", i)));
    const B2 = row("bias", "B2", cell(2, this.word("B2"), "B2"));
    UNITS.forEach((name, unit) => this.part(`unit${unit}`)
      .addEventListener("click", () => this.change("unit", name)));
    this.equation = make("div", { class: "equation" });
    this.note = make("p", { class: "note", role: "status" });
    return [
      row("input", this.word("features"), ...this.state.features.map((_, i) =>
        this.input("number", this.word("feature", i + 1), "features", i))),
      make("div", { class: "matrices" },
        make("div", {}, ...W1, B1), make("div", {}, ...W2, B2)),
      make("p", { class: "actions" },
        this.button("swap", () => this.swap()),
        this.button("flip1", () => this.flip(0)),
        this.button("flip2", () => this.flip(1))),
      this.note,
      make("p", { class: "options" },
        this.choice("unit", "unit"), this.choice("activation", "function")),
      this.equation,
    ];
  }

  /* Let the hidden units change places. */
  swap() {
    const { state } = this;
    state.W1 = state.W1.map((_, k) => state.W1[k ^ 1]);
    state.B1.reverse();
    state.W2.reverse();
    const unit = UNITS.indexOf(state.unit);
    this.change("unit", UNITS[unit < 2 ? 1 - unit : 2]);
    this.note.textContent = this.word("swapped",
      this.number(this.values.outputs[2]));
  }

  /* Turn a hidden unit around; the output unit makes up for it. */
  flip(unit) {
    const { state } = this;
    const tanh = state.activation === "tanh";
    const weight = state.W2[unit];
    const bias = tanh ? state.B2 : state.B2 + weight;
    if (Math.abs(bias) > LIMIT) {
      this.say("tooLarge", this.number(-LIMIT), this.number(LIMIT));
      return;
    }
    state.W1 = state.W1.map((w, k) => k % 2 === unit ? -w : w);
    state.B1[unit] *= -1;
    state.W2[unit] *= -1;
    state.B2 = bias;
    this.change("unit", UNITS[unit]);
    const y = this.number(this.values.outputs[2]);
    this.note.textContent = tanh ? this.word("flippedTanh", unit + 1, y)
      : this.word("flipped", unit + 1, this.number(weight), y);
  }

  show({ z, outputs, products, sums }) {
    const { state } = this;
    const chosen = UNITS.indexOf(state.unit);
    const write = (name, values) => [values].flat().forEach((value, k) =>
      this.write(name + k, this.number(value)));
    write("x", state.features);
    for (const name of ["W1", "B1", "W2", "B2"]) write(name, state[name]);
    write("pre", z);
    write("activation", outputs);
    UNITS.forEach((_, unit) => {
      const on = unit === chosen;
      this.part(`mark${unit}`).setAttribute(
        "visibility", on ? "visible" : "hidden");
      for (const box of this.part(`unit${unit}`).querySelectorAll("rect")) {
        box.setAttribute("stroke-width", on ? 3 : 1.5);
      }
      products[unit].forEach((_, i) => {
        const wire = this.part(`wire${unit}${i}`);
        wire.setAttribute("class", on ? "wire weight" : "line");
        wire.setAttribute("stroke-width", on ? 3 : 1);
      });
      for (const input of this.cells[unit]) input.classList.toggle("lit", on);
    });
    this.note.textContent = this.word("hint");
    this.spell(chosen, products[chosen], sums[chosen], z[chosen], outputs);
  }

  /* The chosen unit's equation, in symbols and with this state's numbers. */
  spell(unit, products, sum, z, outputs) {
    const { features, W1, B1, W2, B2, activation } = this.state;
    const hidden = unit < 2, layer = hidden ? "⁽¹⁾" : "⁽²⁾";
    const end = hidden ? SUB[unit] : "";
    const n = value => value < 0 ? `(${this.number(value)})`
      : this.number(value);
    const role = (name, text) =>
      this.make("span", { class: `role-${name}` }, text);
    const terms = (x, w, b) => products.flatMap((_, i) =>
      [role(hidden ? "input" : "activation", x(i)), "·",
       role("weight", w(i)), " + "]).concat(role("bias", b));
    const bias = hidden ? B1[unit] : B2;
    const weight = i => hidden ? W1[2 * i + unit] : W2[i];
    const input = hidden ? features : outputs;
    const name = hidden ? activation : "sigmoid";
    const line = (...parts) => this.make("p", {}, ...parts);
    this.equation.replaceChildren(
      line(role("pre", `z${layer}${end}`), " = ", ...terms(
        i => `${hidden ? "x" : "h"}${SUB[i]}`,
        i => `w${layer}${SUB[i]}${end}`, `b${layer}${end}`)),
      line("= ", ...terms(i => n(input[i]), i => n(weight(i)), n(bias))),
      line(`= ${products.map(n).join(" + ")} + `, role("bias", n(bias))),
      line(`= ${n(sum)} + `, role("bias", n(bias)), " = ",
        role("pre", this.number(z))),
      line(role("activation", hidden ? `h${end}` : "y"), ` = ${this.word(`activation.${name}`)}(`,
        role("pre", this.number(z)), ") = ",
        role("activation", this.number(outputs[unit]))));
  }

  describe({ z, outputs }) {
    const unit = UNITS.indexOf(this.state.unit);
    const texts = [this.word(`unit.${this.state.unit}`),
      ...[z[unit], outputs[unit], outputs[2]].map(v => this.number(v))];
    return unit < 2 ? this.word("result", ...texts)
      : this.word("answer", ...texts);
  }

  solved({ outputs }) {
    const { state, start } = this;
    const sigmoid = state.activation === "sigmoid";
    // How many entries differ from the page's.
    const moved = key => [state[key]].flat()
      .filter((value, i) => value !== [start[key]].flat()[i]).length;
    const differ = (...counts) => ["features", "W1", "B1", "W2", "B2"]
      .every((key, i) => moved(key) === counts[i]);
    const before = this.constructor.compute(start).outputs[2];
    return {
      same: sigmoid && !moved("features") && moved("W1") === 6 &&
        Math.abs(outputs[2] - before) < .00005,
      silent: sigmoid && differ(0, 0, 0, 1, 0) && state.W2[1] === 0,
      bias: sigmoid && differ(0, 0, 1, 0, 0) && outputs[2] > .5,
    };
  }

  pytorch() {
    const { features, W1, B1, W2, B2, activation } = this.state;
    const rows = (values, columns) => values.flatMap((_, k) => k % columns ? []
      : `[${values.slice(k, k + columns).join(", ")}]`);
    const tensor = (name, values, columns) =>
      `${name} = torch.tensor([${rows([values].flat(), columns).join(", ")}], `
      + "dtype=torch.float64)";
    return [
      "import torch", "",
      tensor("features", features, 3),
      tensor("W1", W1, 2), tensor("B1", B1, 2),
      tensor("W2", W2, 1), tensor("B2", B2, 1),
      "z1 = features @ W1 + B1",
      `h = torch.${activation}(z1)`,
      "z2 = h @ W2 + B2",
      "output = torch.sigmoid(z2)",
      "print(z1, h, z2, output)", "",
    ].join("\n");
  }
}

customElements.define("forward-calculator", ForwardCalculator);
