/* Recover the true weights: six parameters, trained while you watch.
 *
 * The drawing is what snippets/figures/recovery.py draws, from the same rows.
 * What takes longer than BUDGET goes on in the next frame.
 */

const STEPS = 200;
// Milliseconds: a frame may have an event's work before its own, and `show`.
const BUDGET = 1.5;
const LEFT = 56, WIDE = 266, ZERO = 186, HIGH = 150, FLOOR = 500, DEEP = 110;
const NAMES = ["w₁", "w₂", "w₃", "w₄", "w₅", "b"];
const ZEROS = [0, 0, 0, 0, 0, 0];

const sigmoid = z => 1 / (1 + Math.exp(-z));
const size = weights => Math.hypot(...weights.slice(0, 5));

// What makes a label of a target, here and in PyTorch.
const LABELS = {
  probability: [target => target, "targets"],
  coin: [(target, coin) => Number(coin < target),
         "(coins < targets).double()"],
  threshold: [target => Number(target > .5), "(targets > 0.5).double()"],
};

/* A training with the settings of a state, as far as it has come. */
class Training {
  constructor(state) {
    Object.assign(this, state, { features: [], targets: [], course: [] });
    this.true = [...state.weights, state.bias];
  }

  uniform() {
    this.seed = (Math.imul(1664525, this.seed) + 1013904223) >>> 0;
    return this.seed / 2 ** 32;
  }

  addRow() {
    const row = this.weights.map(() => {  // a sum of twelve is almost normal
      let sum = 0;
      for (let i = 0; i < 12; i++) sum += this.uniform();
      return sum - 6;
    });
    const target = sigmoid(this.forward(this.true, row));
    this.features.push(row);
    this.targets.push(LABELS[this.labels][0](target, this.uniform()));
  }

  forward(parameters, row) {
    let z = 0;
    for (let i = 0; i < 5; i++) z += row[i] * parameters[i];
    return z + parameters[5];
  }

  /* The loss of these parameters, and what backward() leaves in .grad. */
  evaluate(parameters, before) {
    const { features, targets, rows } = this, sum = [...ZEROS];
    let loss = 0;
    for (let n = 0; n < rows; n++) {
      const row = features[n], z = this.forward(parameters, row);
      const difference = sigmoid(z) - targets[n];
      loss += Math.max(z, 0) - z * targets[n] +
        Math.log1p(Math.exp(-Math.abs(z)));
      for (let i = 0; i < 5; i++) sum[i] += difference * row[i];
      sum[5] += difference;
    }
    const grad = sum.map((total, i) => before[i] + total / rows);
    return { parameters, grad, loss: loss / rows };
  }

  step(parameters, grad) {
    return parameters.map((value, i) => value - this.rate * grad[i]);
  }

  /* Train up to this step; false if the time is over before. */
  reach(step, deadline) {
    const { course, features, rows } = this;
    while (course.length <= step) {
      if (performance.now() > deadline) return false;
      const last = course.at(-1);
      if (features.length < rows) this.addRow();
      else if (last) {
        course.push(this.evaluate(
          this.step(last.parameters, last.grad),
          this.zero_grad === "never" ? last.grad : ZEROS));
      } else {
        this.best = this.evaluate(this.true, ZEROS).loss;
        course.push(this.evaluate(ZEROS, ZEROS));
      }
    }
    return true;
  }

  /* The training of a state, kept until the settings change. */
  static of(state) {
    const key = JSON.stringify({ ...state, steps: 0 });
    if (this.key !== key) [this.key, this.last] = [key, new Training(state)];
    return this.last;
  }
}

class ForwardRecovery extends ForwardFigure {
  /* What a training has come to after the state's steps. */
  static compute(state) {
    const training = Training.of(state);
    training.reach(state.steps);
    const { parameters, grad, loss } = training.course[state.steps];
    const z = training.forward(parameters, training.features[0]);
    return {
      parameters, grad, loss, z, y: sigmoid(z),
      next: training.step(parameters, grad),
      error: Math.max(...state.weights.map(
        (weight, i) => Math.abs(parameters[i] - weight))),
      norm: size(parameters), length: size(state.weights),
    };
  }

  /* Compute for no longer than a frame has time; then go on in the next. */
  render(typing) {
    cancelAnimationFrame(this.waiting);
    const deadline = performance.now() + BUDGET;
    const late = this.late;
    this.late = !Training.of(this.state).reach(this.state.steps, deadline);
    if (!this.late) {
      super.render(typing);
      if (late) this.report();
    } else if (!this.frame) {
      this.waiting = requestAnimationFrame(() => this.render(typing));
    }
  }

  report() {
    if (!this.late) super.report();
  }

  build() {
    const { make } = this;
    const field = (key, label, min, step) => make("label", {}, label, " ",
      this.input("number", label, key, undefined, { min, max: LIMIT, step }));
    this.table = make("tbody", {}, ...[...NAMES, this.word("norm")].map(name =>
      make("tr", {}, make("th", { scope: "row" }, name),
        ...[0, 1, 2, 3].map(() => make("td")))));
    this.equation = make("p", { class: "equation" });
    this.row = make("p", { class: "first" });
    this.count = make("span");
    this.playing = this.button("start", () => {
      if (!this.frame) return this.play();
      this.pause();
      this.render();
    });
    return [
      make("p", { class: "options" },
        field("rows", this.word("rows"), 1, 1),
        this.button("draw", () =>
          this.change("seed", this.state.seed % LIMIT + 1)),
        this.choice("labels", "labels"),
        field("rate", this.word("rate"), 0, "any"),
        this.choice("zero_grad", "zero_grad")),
      make("p", { class: "options" }, this.playing,
        this.button("step", () =>
          this.change("steps", (this.state.steps + 1) % (STEPS + 1))),
        this.input("range", this.word("steps"), "steps", undefined,
          { min: 0, max: STEPS, step: 1 }), this.count),
      make("table", { class: "update" }, make("thead", {}, make("tr", {},
        ...this.choices("column").map(([, text]) =>
          make("th", { scope: "col" }, text)))), this.table),
      this.equation, this.row,
    ];
  }

  /* Training ------------------------------------------------------------ */

  /* One step a frame; all at once for those who want less motion. */
  play() {
    if (this.calm) return super.change("steps", STEPS);
    if (this.state.steps === STEPS) super.change("steps", 0);
    const { state } = this;  // a reset or an address brings another
    const next = () => {
      // A refused number waits for the reader, and so does its message.
      const refused = this.querySelector("[aria-invalid]");
      if (this.late) this.render(this.typing);
      else if (state === this.state && state.steps < STEPS && !refused) {
        super.change("steps", state.steps + 1, undefined, this.typing);
      } else return this.pause();
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(() => {  // this one has had its work
      this.frame = requestAnimationFrame(next);
    });
    this.output.textContent = "";
    this.playing.textContent = this.word("pause");
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.playing.textContent = this.word("start");
  }

  /* A new setting starts a new training. */
  change(key, value, index, typing) {
    const state = { ...this.state, [key]: value };
    if (!this.allowed(state)) {
      typing.setAttribute("aria-invalid", "true");
      this.say("refused");
      return;
    }
    this.pause();
    const anew = key !== "steps";
    if (anew) {
      this.state.steps = this.calm ? STEPS : 0;
      this.typing = typing;  // its text stays as it is while this trains
    }
    super.change(key, value, index, typing);
    if (anew && !this.calm) this.play();
  }

  parse(pairs) {
    const state = super.parse(pairs);
    return state && this.allowed(state) ? state : null;
  }

  allowed({ rows, rate, seed, steps }) {
    return [rows, seed, steps].every(Number.isInteger) &&
      rows > 0 && seed > 0 && rate >= 0 && steps >= 0 && steps <= STEPS;
  }

  /* What is seen ---------------------------------------------------------- */

  show({ parameters, grad, next, loss, z, y }) {
    const { rate, rows, steps } = this.state;
    const { course, targets, best, true: goals } = Training.of(this.state);
    const n = value => this.number(value);
    this.count.textContent = steps;
    [parameters, grad, next, goals].forEach((values, column) =>
      [...values, size(values)].forEach((value, i) => {
        this.table.rows[i].cells[column + 1].textContent = n(value);
      }));
    const [now, slope, then] = [parameters, grad, next].map(v => n(v[4]));
    this.equation.textContent =
      `w₅ ← ${now} − ${n(rate)} · (${slope}) = ${then}`;
    this.row.textContent = this.word("row", rows, n(z), n(y), n(targets[0]));

    const seen = course.slice(0, steps + 1);
    const double = (limit, values) => limit < Math.max(...values.map(Math.abs))
      ? double(2 * limit, values) : limit;
    const limit = double(2, [...goals, ...seen.flatMap(s => s.parameters)]);
    const most = double(1, [best, ...seen.map(s => s.loss)]);
    const height = value => ZERO - HIGH * value / limit;
    const deep = value => FLOOR - DEEP * value / most;
    const d = (name, path) => this.part(name).setAttribute("d", path);
    const x = step => (LEFT + WIDE * step / STEPS).toFixed(1);
    const line = heights =>
      `M ${heights.map((y, i) => `${x(i)} ${y.toFixed(1)}`).join(" L ")}`;

    const ends = parameters.map(height);
    const places = [];  // of the names: no two closer than 18
    let free = -Infinity;
    for (const i of [...NAMES.keys()].sort((a, b) => ends[a] - ends[b])) {
      places[i] = Math.max(ends[i], free);
      free = places[i] + 18;
    }
    goals.forEach((goal, i) => {
      d(`goal${i}`, `M ${LEFT} ${height(goal)} H ${LEFT + WIDE}`);
      d(`line${i}`, line(seen.map(s => height(s.parameters[i]))));
      d(`lead${i}`, `M 4 ${ends[i]} L 14 ${places[i]}`);
      this.part(`end${i}`).setAttribute("cy", ends[i]);
      this.part(`name${i}`).setAttribute("y", places[i] + 5.04);
      this.write(`name${i}`, `${NAMES[i]} ${n(parameters[i])}`);
    });
    this.part("ends").setAttribute("transform", `translate(${x(steps)} 0)`);
    d("best", `M ${LEFT} ${deep(best)} H ${LEFT + WIDE}`);
    d("loss", line(seen.map(s => deep(s.loss))));
    this.part("now").setAttribute("y", deep(loss) + 5.04);
    this.write("now", n(loss));
    const tick = value => value < 1e4 ? value : value.toExponential(0);
    this.write("tick0", `−${tick(limit)}`);
    this.write("tick2", tick(limit));
    this.write("losstick1", tick(most));
  }

  describe({ loss, error, norm, length }) {
    return this.word("result", this.state.steps,
      ...[loss, error, norm, length].map(value => this.number(value)));
  }

  solved({ loss, error, norm, length }) {
    const { labels, zero_grad, steps } = this.state;
    const never = zero_grad === "never";
    return {
      coin: labels === "coin" && !never && steps === STEPS && error < .2,
      norm: labels === "threshold" && !never && norm > 4 * length,
      never: never && loss > 2,
    };
  }

  pytorch() {
    const { weights, bias, rows, rate, seed, steps, ...choice } = this.state;
    return `import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
seed = ${seed}


def uniform():
    global seed
    seed = (1664525 * seed + 1013904223) % 2**32
    return seed / 2**32


rows = []
for _ in range(${rows}):
    row = [sum(uniform() for _ in range(12)) - 6 for _ in range(5)]
    rows.append([*row, uniform()])
features, coins = torch.tensor(rows).split([5, 1], 1)
true_weights = torch.tensor([[${weights.join(", ")}]])
targets = torch.sigmoid(features @ true_weights.T + ${bias})
labels = ${LABELS[choice.labels][1]}

weights = torch.zeros(1, 5, requires_grad=True)
bias = torch.zeros(1, 1, requires_grad=True)
optimizer = torch.optim.SGD([weights, bias], lr=${rate})
for _ in range(${steps}):
    ${choice.zero_grad === "never" ? "# " : ""}optimizer.zero_grad()
    z = features @ weights.T + bias
    loss = F.binary_cross_entropy_with_logits(z, labels)
    loss.backward()
    optimizer.step()
print(weights, bias)
`;
  }
}

customElements.define("forward-recovery", ForwardRecovery);
