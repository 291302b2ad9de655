import { bind, partOf, referencesOf } from "./bindings";
import { text } from "./errors";
import { Cast, type CoordinatorModel } from "./host/jupyter";
import { Kernel } from "./host/kernel";
import { keepKeys } from "./host/keys";
import { listen } from "./host/listen";
import type { Album } from "./host/pictures";
import { Throttle } from "./host/throttle";
import { ALL, type Selected, Selection, START, stepOf } from "./selection";
import { Stage } from "./stage";

const PAUSE = 100;

/** The names of the labels; none while the evaluation can not be read. */
function labelsIn(model: CoordinatorModel): readonly string[] {
  const statistics = model.get("statistics") as { about?: { labels?: unknown } | null } | null | undefined;
  const labels = statistics?.about?.labels;
  return Array.isArray(labels) ? labels : [];
}

/** The model's traits as parts of the selection: a threshold, a label by name, a cell by codes. */
const READ: Record<string, (model: CoordinatorModel) => Partial<Selected>> = {
  threshold: (model) => ({ step: stepOf(Number(model.get("threshold"))) }),
  label: (model) => {
    const name = model.get("label") as string | null;
    return { label: name === null ? ALL : labelsIn(model).indexOf(name) };
  },
  cell: (model) => {
    const cell = model.get("cell") as [number, number] | null | undefined;
    return { cell: cell ? { truth: cell[0], predicted: cell[1] } : null };
  },
};

/** Keep the selection and the model's traits equal, in both directions. */
function follow(model: CoordinatorModel, selection: Selection, signal: AbortSignal): void {
  const tell = () => {
    const { step, label, cell } = selection.get();
    model.set({
      threshold: step / 1000,
      label: label === ALL ? null : (labelsIn(model)[label] ?? null),
      cell: cell && [cell.truth, cell.predicted],
    });
    model.save_changes();
  };
  const send = new Throttle(tell, PAUSE, signal);
  selection.subscribe((_now, _before, source) => source === "user" && send.call(), signal);
  // Each trait alone: an assignment to the label must not put back a threshold that is just being dragged.
  for (const [trait, read] of Object.entries(READ)) {
    listen(model, `change:${trait}`, () => selection.update(read(model), "host"), signal);
  }
}

function startOf(model: CoordinatorModel): Selected {
  return Object.assign({}, START, ...Object.values(READ).map((read) => read(model)));
}

/** One coordinator: what was wrong, in words, is told to whoever renders it. */
class Run {
  readonly #model: CoordinatorModel;
  readonly #cast: Cast;
  readonly #kernel: Kernel;
  readonly #selection: Selection;
  readonly #parts = new Map<string, AbortController>();
  readonly #problems = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #stage: Stage | undefined;
  #data = new AbortController();

  constructor(model: CoordinatorModel, signal: AbortSignal) {
    this.#model = model;
    this.#cast = new Cast(model.widget_manager);
    this.#kernel = new Kernel(model, () => this.#cast.alive, signal);
    this.#selection = new Selection(startOf(model));
    signal.addEventListener("abort", () => this.#data.abort(), { once: true });
    follow(model, this.#selection, signal);
    listen(model, "change:roles", () => void this.#findAll(), signal);
    listen(model, "change:statistics", () => this.#begin(), signal);
    this.#begin();
  }

  get problems(): string {
    return [...this.#problems].join("\n");
  }

  whenProblemsChange(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  /** A new evaluation takes the stage: whatever belonged to the one before ends with its signal. */
  #begin(): void {
    this.#data.abort();
    this.#data = new AbortController();
    this.#stage = undefined;
    this.#problems.clear();
    this.#tell();
    this.#try("The evaluation could not be read", () => {
      const album = this.#model.get("album") as Album;
      const { signal } = this.#data;
      this.#stage = new Stage(this.#model.get("statistics"), album, this.#selection, this.#kernel, signal);
      void this.#findAll();
    });
  }

  /** Bind the parts that are new, and let go of those that are gone. */
  async #findAll(): Promise<void> {
    const roles = this.#model.get("roles") as Record<string, string>;
    const parts = new Set(Object.keys(roles).map(partOf));
    for (const [part, life] of this.#parts) {
      if (!parts.has(part)) life.abort();
    }
    await Promise.all([...parts].map((part) => this.#findOne(part, roles)));
  }

  async #findOne(part: string, roles: Record<string, string>): Promise<void> {
    if (this.#parts.has(part)) return;
    const life = new AbortController();
    const signal = AbortSignal.any([life.signal, this.#data.signal]);
    this.#parts.set(part, life);
    signal.addEventListener("abort", () => this.#parts.delete(part), { once: true });
    try {
      const references = referencesOf(part, roles);
      const models = await Promise.all(references.map((reference) => this.#cast.find(reference, signal)));
      const found = models.filter((model) => model !== undefined);
      if (found.length === models.length && !signal.aborted) this.#stage?.add(part, bind(part, found), signal);
    } catch (error) {
      this.#complain(`The part "${part}" could not be shown`, error);
    }
  }

  #try(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#complain(what, error);
    }
  }

  #complain(what: string, error: unknown): void {
    console.error(what, error);
    this.#problems.add(`${what}: ${text(error)}`);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

interface Rendering {
  readonly model: CoordinatorModel;
  readonly el: HTMLElement;
  readonly signal: AbortSignal;
}

/** Shows nothing, or what went wrong, in its place. The element itself is the host's: its style is not ours to set. */
function renderProblems(run: Run, { el, signal }: Rendering): void {
  const alert = el.ownerDocument.createElement("div");
  alert.className = "aew-problems";
  alert.setAttribute("role", "alert");
  const show = () => {
    alert.textContent = run.problems;
    alert.hidden = run.problems === "";
  };
  run.whenProblemsChange(show, signal);
  show();
  el.append(alert);
}

/** A function, so that each widget has its own: nothing is kept in the module. */
export default () => {
  let run: Run | undefined;
  return {
    // Returns at once: anywidget stops hearing the kernel where this takes longer than two seconds.
    initialize({ model, signal }: { model: CoordinatorModel; signal: AbortSignal }): void {
      run = new Run(model, signal);
    },
    render(rendering: Rendering): void {
      keepKeys(rendering.el.ownerDocument, rendering.signal);
      if (run) renderProblems(run, rendering);
    },
  };
};
