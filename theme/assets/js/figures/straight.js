/* Straight plus straight is straight: three hidden units of one input.
 *
 * The drawing is what snippets/figures/straight.py draws: of each unit its
 * line z, its activation value h and its product p, and below them y.
 */

const DIGITS = "₁₂₃";
const WIDE = 3, STEPS = 48;  // the plots' x, unless a larger one is chosen

const FUNCTIONS = {
  identity: z => z,
  sigmoid: z => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  relu: z => Math.max(0, z),
};
const TORCH = {
  identity: "z1", sigmoid: "torch.sigmoid(z1)", tanh: "torch.tanh(z1)",
  relu: "torch.relu(z1)",
};

/* 1, 2, 3, 4, 6, 8, 12, 16, ...: the first that is not below `largest`. */
function bound(largest) {
  let limit = 1;
  while (limit < largest) {
    if (limit > 1 && 1.5 * limit >= largest) return 1.5 * limit;
    limit *= 2;
  }
  return limit;
}

class ForwardStraight extends ForwardFigure {
  static compute({ x, W1, B1, W2, B2, activation }) {
    const z = W1.map((w, j) => x * w + B1[j]);
    const h = z.map(FUNCTIONS[activation]);
    const p = h.map((value, j) => value * W2[j]);
    const total = values => values.reduce((sum, value) => sum + value, 0);
    return {
      z, h, p, y: total(p) + B2,
      // The one line that the units are without an activation function.
      weight: total(W1.map((w, j) => w * W2[j])),
      bias: total(B1.map((b, j) => b * W2[j])) + B2,
    };
  }

  build() {
    const { make } = this;
    const mark = (role, name) =>
      make("span", { class: `role-${role}`, "aria-hidden": true }, name);
    const roles = { W1: "weight", B1: "bias", W2: "weight" };
    const names = Object.keys(roles);
    const units = make("div", { class: "units" },
      make("span", { "aria-hidden": true }, this.word("unit")),
      ...names.map(name => mark(roles[name], name)));
    [0, 1, 2].forEach(j => units.append(
      make("span", { "aria-hidden": true }, j + 1),
      ...names.map(name =>
        this.input("number", this.word("entry", name, j + 1), name, j))));
    this.equation = make("div", { class: "equation" });
    return [
      make("div", { class: "row" }, mark("input", "x"),
        this.input("number", this.word("x"), "x"),
        this.input("range", this.word("slider"), "x", undefined,
          { min: -WIDE, max: WIDE })),
      make("p", { class: "options" }, this.choice("activation", "function")),
      units,
      make("div", { class: "row" }, mark("bias", "B2"),
        this.input("number", this.word("B2"), "B2")),
      this.equation,
    ];
  }

  show(values) {
    const { x, W1, B1, W2, B2, activation } = this.state;
    const n = value => this.number(value);
    const wide = bound(Math.max(WIDE, Math.abs(x)));
    const xs = W1.map((w, j) => -B1[j] / w)  // where a line crosses zero
      .filter(corner => Math.abs(corner) < wide);
    for (let i = 0; i <= STEPS; i++) xs.push(wide * (2 * i / STEPS - 1));
    xs.sort((one, other) => one - other);
    const all = xs.map(x => this.constructor.compute({ ...this.state, x }));

    this.write("x", `x = ${n(x)}`);
    for (const name of ["z", "h", "p"]) {
      const size = bound(Math.max(...all.flatMap(v => v[name]).map(Math.abs)));
      values[name].forEach((value, j) => {
        // Without spaces where it would reach the next plot.
        const line = this.affine(W1[j], B1[j]);
        const end = name === "p" ? "" : name + DIGITS[j];
        this.write(name + j, `${end} = ${n(value)}`.trim());
        this.write(`${name}${j}-above`, {
          z: line.length > 18 ? line.replaceAll(" ", "") : line,
          h: `${this.word(`activation.${activation}`)}(z${DIGITS[j]})`,
          p: `h${DIGITS[j]}·${n(W2[j])}`,
        }[name]);
        this.plot(name + j, size, wide, xs, all.map(v => v[name][j]), value);
      });
    }
    const size = bound(Math.max(...all.map(v => Math.abs(v.y))));
    const { up, across } =
      this.plot("y", size, wide, xs, all.map(v => v.y), values.y);
    // The single line, as far as it lies inside the plot.
    const { weight, bias } = values;
    const ends = [-size, size].map(v => (v - bias) / weight)
      .sort((one, other) => one - other);
    const from = Math.max(-wide, ends[0]), to = Math.min(wide, ends[1]);
    this.path("y-line", from < to ? [from, to].map(v =>
      `${across(v)} ${up(weight * v + bias)}`) : []);
    this.write("terms", this.terms([...values.p, B2]));
    this.write("y", `y = ${n(values.y)}`);
    this.write("single", `y = ${this.affine(weight, bias)}`);
    [-wide, 0, wide].forEach((v, i) => this.write(`tick${i}`, this.tick(v)));
    this.spell(values);
  }

  /* Put a curve, the chosen x and its value into one of the plots. */
  plot(name, size, wide, xs, values, value) {
    const [left, top, width, height] = ["x", "y", "width", "height"].map(key =>
      Number(this.part(`${name}-box`).getAttribute(key)));
    const across = v => left + width * (v + wide) / (2 * wide);
    const up = v => top + height * (size - v) / (2 * size);
    const at = across(this.state.x), dot = this.part(`${name}-dot`);
    this.path(`${name}-curve`, xs.map((v, i) => `${across(v)} ${up(values[i])}`));
    this.path(`${name}-at`, [`${at} ${top}`, `${at} ${top + height}`]);
    dot.setAttribute("cx", at);
    dot.setAttribute("cy", up(value));
    this.write(`${name}-most`, this.tick(size));
    this.write(`${name}-least`, this.tick(-size));
    return { across, up };
  }

  path(name, points) {
    this.part(name).setAttribute("d", points.length ? `M ${points.join(" L ")}` : "");
  }

  tick(value) {
    return String(value).replace("-", "\u2212");
  }

  affine(weight, bias) {
    return `x·${this.number(weight)} ${bias < 0 ? "\u2212" : "+"} ` +
      this.number(Math.abs(bias));
  }

  terms(values) {
    return values.map(value => this.signed(value)).join(" + ");
  }

  /* A number that may stand behind a sign. */
  signed(value) {
    return value < 0 ? `(${this.number(value)})` : this.number(value);
  }

  /* All equations, in symbols and with this state's numbers. */
  spell({ z, h, p, y, weight, bias }) {
    const { x, W1, B1, W2, B2, activation } = this.state;
    const n = value => this.signed(value);
    const role = (name, text) =>
      this.make("span", { class: `role-${name}` }, text);
    const line = (...parts) => this.make("p", {}, ...parts);
    const name = this.word(`activation.${activation}`);
    const sum = (left, right, end) => W2.flatMap((_, j) =>
      [role("activation", left(j)), "·", role("weight", right(j)), " + "])
      .concat(role("bias", end));
    this.equation.replaceChildren(
      line(role("pre", "z"), " = ", role("input", "x"), "·",
        role("weight", "W1"), " + ", role("bias", "B1"), ", ",
        role("activation", "h"), ` = ${name}(`, role("pre", "z"), ")"),
      ...z.map((value, j) => line(
        role("pre", `z${DIGITS[j]}`), " = ", role("input", n(x)), "·",
        role("weight", n(W1[j])), " + ", role("bias", n(B1[j])), " = ",
        role("pre", this.number(value)), this.make("br"),
        role("activation", `h${DIGITS[j]}`), ` = ${name}(`,
        role("pre", this.number(value)), ") = ",
        role("activation", this.number(h[j])))),
      line("y = ", ...sum(j => `h${DIGITS[j]}`, j => `W2${DIGITS[j]}`, "B2")),
      line("= ", ...sum(j => n(h[j]), j => n(W2[j]), n(B2))),
      line(`= ${this.terms(p)} + `, role("bias", n(B2)), " = ",
        role("activation", this.number(y))),
      line(activation === "identity" ? this.word("line") : this.word("dashed"),
        this.make("br"), role("pre", `y = ${this.affine(weight, bias)}`)));
  }

  describe({ y, weight, bias }) {
    const { x, activation } = this.state;
    const texts = [x, y, weight, bias].map(value => this.number(value));
    return activation === "identity" ? this.word("single", ...texts)
      : this.word("result", ...texts);
  }

  solved({ weight }) {
    const { state, start } = this;
    // How many entries differ from the page's.
    const moved = (...keys) => keys.flatMap(key => [state[key]].flat()
      .filter((value, i) => value !== [start[key]].flat()[i])).length;
    const biases = state.activation === "relu" && !moved("W1", "W2", "B2");
    const corners = state.W1.map((w, j) => -state.B1[j] / w);
    return {
      corner: biases && moved("B1") === 1 && Math.abs(corners[0] - 1) < .05,
      straight: biases && corners.every(corner => Math.abs(corner) >= WIDE),
      level: state.activation === "identity" && !moved("B1", "B2") &&
        moved("W1", "W2") === 1 && Math.abs(weight) <= .01,
    };
  }

  pytorch() {
    const { x, W1, B1, W2, B2, activation } = this.state;
    const tensor = (name, rows) => `${name} = torch.tensor([${
      rows.map(row => `[${row.join(", ")}]`).join(", ")
    }], dtype=torch.float64)`;
    const lines = [
      "import torch", "",
      tensor("x", [[x]]), tensor("W1", [W1]), tensor("B1", [B1]),
      tensor("W2", W2.map(w => [w])), tensor("B2", [[B2]]),
      "z1 = x @ W1 + B1",
      `h = ${TORCH[activation]}`,
      "y = h @ W2 + B2",
      "print(z1, h, y)",
    ];
    if (activation === "identity") {
      lines.push("print(x @ (W1 @ W2) + (B1 @ W2 + B2))    # the one line");
    }
    return lines.join("\n") + "\n";
  }
}

customElements.define("forward-straight", ForwardStraight);
