/* The neuron, taken apart: wires, contributions, the point on its curve.
 *
 * The drawing is what snippets/figures/one_neuron.py draws; what has a
 * data-part in it moves.
 */

const INDEX = "₁₂₃₄₅₆₇₈₉";
const WIDEST = 20, SCALE = 5.4;  // of a wire; SCALE is the drawing's

// What each function gives, its slope, its range and its name in PyTorch.
const ACTIVATIONS = {
  step: {
    of: z => (z > 0 ? 1 : 0),
    slope: () => 0,
    range: () => [0, 1],
    torch: "(z > 0) + 0 * z    # a step, and its slope",
  },
  identity: { of: z => z, slope: () => 1, range: m => [-m, m], torch: "z" },
  sigmoid: {
    of: z => 1 / (1 + Math.exp(-z)),
    slope: (z, y) => y * (1 - y),
    range: () => [0, 1],
    torch: "torch.sigmoid(z)",
  },
  tanh: {
    of: Math.tanh,
    slope: (z, y) => 1 - y * y,
    range: () => [-1, 1],
    torch: "torch.tanh(z)",
  },
  relu: {
    of: z => Math.max(0, z),
    slope: z => (z > 0 ? 1 : 0),
    range: m => [0, m],
    torch: "torch.relu(z)",
  },
};

class ForwardNeuron extends ForwardFigure {
  static compute({ features, weights, bias, activation }) {
    const products = features.map((x, i) => x * weights[i]);
    const sum = products.reduce((total, product) => total + product, 0);
    const z = sum + bias;
    const { of, slope } = ACTIVATIONS[activation];
    const y = of(z);
    const dz = slope(z, y);  // how fast y follows z, hence also the bias
    return {
      products, sum, z, y, dz,
      gradients: [...features.map(x => dz * x), dz],
    };
  }

  build() {
    const { make } = this;
    const rows = this.state.features.map((_, i) => {
      const x = this.word("feature", i + 1), w = this.word("weight", i + 1);
      return make("div", { class: "row" },
        make("span", { class: "role-input", "aria-hidden": true },
          `x${INDEX[i]}`),
        this.input("number", x, "features", i),
        make("span", { class: "role-weight", "aria-hidden": true },
          `w${INDEX[i]}`),
        this.input("number", w, "weights", i),
        this.slider(w, "weights", i));
    });
    rows.push(make("div", { class: "row" },
      make("span", { class: "role-bias wide", "aria-hidden": true }, "b"),
      this.input("number", this.word("bias"), "bias"),
      this.slider(this.word("bias"), "bias")));
    this.equation = make("div", { class: "equation" });
    return [...rows,
      make("p", { class: "options" },
        this.choice("activation", "function"),
        this.checkbox("backward", "backward")),
      this.equation];
  }

  slider(label, key, index) {
    const start = [this.start[key]].flat()[index ?? 0];
    const most = Math.max(3, Math.ceil(1.5 * Math.abs(start)));
    return this.input("range", this.word("slider", label), key, index,
      { min: -most, max: most });
  }

  show({ products, sum, z, y, gradients }) {
    const { features, weights, bias, backward } = this.state;
    const n = value => this.number(value);
    const aligned = value => n(value).padStart(7, "\u00a0");
    const bars = [...products, bias];
    const scale = Math.min(SCALE, WIDEST / Math.max(...bars.map(Math.abs)));
    features.forEach((x, i) => {
      this.write(`x${i}`, n(x));
      this.write(`w${i}`, `× ${aligned(weights[i])}`);
      this.write(`p${i}`, `= ${aligned(products[i])}`);
    });
    bars.forEach((value, i) => {
      this.part(`wire${i}`).setAttribute(
        "stroke-width", Math.abs(value) * scale);
      const name = i < products.length ? `w${INDEX[i]}` : "b";
      this.write(`g${i}`, backward ? `∂y/∂${name} = ${n(gradients[i])}` : "");
    });
    this.write("b", n(bias));
    this.write("sum", n(sum));
    this.write("z", n(z));
    this.write("y", n(y));
    this.draw(bars, z, y);
    this.spell(y, z);
  }

  /* The contributions end to end, and below them z on the curve. */
  draw(bars, z, y) {
    const { activation } = this.state;
    const ends = [0];
    for (const value of bars) ends.push(ends.at(-1) + value);
    let limit = 6;
    while (limit < Math.max(...ends.map(Math.abs))) limit *= 2;
    const [left, bottom, right] = this.coordinates("low");
    const [, top] = this.coordinates("high");
    const [low, high] = ACTIVATIONS[activation].range(limit);
    const across = v => left + (right - left) * (v + limit) / (2 * limit);
    const up = v => bottom - (bottom - top) * (v - low) / (high - low);

    const steps = [];
    bars.forEach((value, i) => {
      const bar = this.part(`bar${i}`);
      const [from, to] = [ends[i], ends[i + 1]].map(across);
      bar.setAttribute("x", Math.min(from, to));
      bar.setAttribute("width", Math.abs(to - from));
      this.write(`sign${i}`, value < 0 ? "\u2212" : "+");
      const height = Number(bar.getAttribute("y"));
      if (i > 0) steps.push(`M ${from} ${height - 8} V ${height}`);
    });
    this.part("steps").setAttribute("d", steps.join(" "));

    const x = across(z), h = up(y);
    const curve = [];
    for (let i = 0; i <= 96; i++) {
      const v = limit * (i / 48 - 1);
      curve.push(`${across(v)} ${up(ACTIVATIONS[activation].of(v))}`);
    }
    const place = (name, d) => this.part(name).setAttribute("d", d);
    const [startX, startY] = this.coordinates("down");
    place("curve", `M ${curve.join(" L ")}`);
    place("down", `M ${startX} ${startY} H ${x} V ${bottom}`);
    place("out", `M ${x} ${h} L 96 ${h} M 101 ${h + 5} L 96 ${h} L 101 ${h - 5}`);
    this.part("point").setAttribute("cx", x);
    this.part("point").setAttribute("cy", h);
    this.part("answer").setAttribute("transform", `translate(0 ${h})`);
    const tick = v => String(v).replace("-", "\u2212");
    [-limit, 0, limit].forEach((v, i) => this.write(`tick${i}`, tick(v)));
    this.write("lowest", tick(low));
    this.write("highest", tick(high));
    this.write("function", this.word(`activation.${activation}`));
  }

  coordinates(name) {
    return this.part(name).getAttribute("d").match(/-?[\d.]+/g).map(Number);
  }

  /* The equation, in symbols and with this state's numbers. */
  spell(y, z) {
    const { features, weights, bias, activation } = this.state;
    const role = (name, text) =>
      this.make("span", { class: `role-${name}` }, text);
    const n = value => value < 0 ? `(${this.number(value)})`
      : this.number(value);
    const sum = (x, w, b) => features.flatMap((_, i) =>
      [role("input", x(i)), "·", role("weight", w(i)), " + "])
      .concat(role("bias", b));
    const name = this.word(`activation.${activation}`);
    const line = (...parts) => this.make("p", {}, ...parts);
    this.equation.replaceChildren(
      line(role("pre", "z"), " = ",
        ...sum(i => `x${INDEX[i]}`, i => `w${INDEX[i]}`, "b")),
      line(role("pre", "z"), " = ",
        ...sum(i => n(features[i]), i => n(weights[i]), n(bias)), " = ",
        role("pre", this.number(z))),
      line(role("activation", "y"), ` = ${name}(`,
        role("pre", this.number(z)), ") = ",
        role("activation", this.number(y))));
  }

  describe({ z, y, gradients }) {
    const text = this.word("result", this.number(z), this.number(y));
    if (!this.state.backward) return text;
    const list = gradients.map(g => this.number(g));
    return `${text} ${this.word("slopes", list.slice(0, -1).join("; "),
      list.at(-1))}`;
  }

  solved({ y, gradients }) {
    const { state, start } = this;
    const sigmoid = state.activation === "sigmoid";
    const moved = key => [state[key]].flat()
      .filter((value, i) => value !== [start[key]].flat()[i]).length;
    // Whether as many features, weights and biases differ from the page's.
    const differ = (...counts) => ["features", "weights", "bias"]
      .every((key, i) => moved(key) === counts[i]);
    const flat = state.backward && gradients.every(g => Math.abs(g) < .00005);
    return {
      weight: sigmoid && differ(0, 1, 0) && y > .5,
      feature: sigmoid && differ(1, 0, 0) && y < .5,
      bias: sigmoid && differ(0, 0, 1) && Math.abs(y - .5) < .005,
      flat: sigmoid && differ(0, 0, 1) && flat,
      step: state.activation === "step" && differ(0, 0, 0) && flat,
    };
  }

  pytorch() {
    const { features, weights, bias, activation, backward } = this.state;
    const kind = "dtype=torch.float64";
    const leaf = backward ? `${kind}, requires_grad=True` : kind;
    const row = values => `[[${values.join(", ")}]]`;
    const lines = [
      "import torch", "",
      `features = torch.tensor(${row(features)}, ${kind})`,
      `weights = torch.tensor(${row(weights)}, ${leaf})`,
      `bias = torch.tensor(${row([bias])}, ${leaf})`,
      "z = features @ weights.T + bias",
      `y = ${ACTIVATIONS[activation].torch}`,
      "print(z, y)",
    ];
    if (backward) {
      lines.push("y.backward()", "print(weights.grad, bias.grad)");
    }
    return lines.join("\n") + "\n";
  }
}

customElements.define("forward-neuron", ForwardNeuron);
