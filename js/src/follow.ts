import type { Correction } from "./derive/corrections";
import type { CoordinatorModel } from "./host/jupyter";
import { listen } from "./host/listen";
import { Settle } from "./host/settle";
import { ALL, type Selected, type Selection, START, stepOf } from "./selection";

/** While the slider moves, Python is told seldom: every message costs the notebook more than a step costs us. */
const QUIET = 200;
const LONGEST = 5000;

/** The names of the labels; none while the evaluation can not be read. */
function labelsIn(model: CoordinatorModel): readonly string[] {
  const evaluation = model.get("evaluation") as { labels?: unknown } | null | undefined;
  return Array.isArray(evaluation?.labels) ? evaluation.labels : [];
}

/** The model's traits as parts of the selection: a threshold, a label and a split by name, a cell by codes. */
const READ: Record<string, (model: CoordinatorModel) => Partial<Selected>> = {
  threshold: (model) => ({ step: stepOf(Number(model.get("threshold"))) }),
  label: (model) => {
    const name = model.get("label") as string | null;
    return { label: name === null ? ALL : labelsIn(model).indexOf(name) };
  },
  split: (model) => ({ split: String(model.get("split")) }),
  cell: (model) => {
    const cell = model.get("cell") as [number, number] | null | undefined;
    return { cell: cell ? { truth: cell[0], predicted: cell[1] } : null };
  },
  corrections: (model) => ({ corrections: (model.get("corrections") as Correction[] | null | undefined) ?? [] }),
};

/** Keep the selection and the model's traits equal, in both directions. */
export function follow(model: CoordinatorModel, selection: Selection, signal: AbortSignal): void {
  const tell = () => {
    const { step, label, split, cell, corrections } = selection.get();
    model.set({
      threshold: step / 1000,
      label: label === ALL ? null : (labelsIn(model)[label] ?? null),
      split,
      cell: cell && [cell.truth, cell.predicted],
      corrections,
    });
    model.save_changes();
  };
  const send = new Settle(tell, QUIET, LONGEST, signal);
  selection.subscribe((_now, _before, source) => source === "user" && send.call(), signal);
  // Each trait alone: an assignment to the label must not put back a threshold that is just being dragged.
  for (const [trait, read] of Object.entries(READ)) {
    listen(model, `change:${trait}`, () => selection.update(read(model), "host"), signal);
  }
}

/** What the model says is selected first. */
export function startOf(model: CoordinatorModel): Selected {
  return Object.assign({}, START, ...Object.values(READ).map((read) => read(model)));
}
