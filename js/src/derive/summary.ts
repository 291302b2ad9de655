import type { Figures } from "../decode";
import { count, decimal, percent } from "../format";
import { ALL, type Selected } from "../selection";
import { countsAt } from "./counts";

/** One number of the card: its key, the text alone, and why there is none where there is none. */
export interface Figure {
  readonly key: string;
  readonly text: string;
  readonly reason: string;
}

const NOTHING_PREDICTED = "Undefined: nothing is predicted at this threshold.";
const NOTHING_TRUE = "Undefined: no item of this split bears the label.";
const NOTHING_FALSE = "Undefined: every item of this split bears the label.";
const NEITHER = "Undefined: nothing is true and nothing is predicted.";

function share(key: string, numerator: number, denominator: number, reason: string): Figure {
  return { key, text: percent(numerator, denominator), reason: denominator === 0 ? reason : "" };
}

function precisionArea(statistics: Figures, label: number): Figure {
  const value = label === ALL ? statistics.about.averagePrecision : statistics.arrays.average_precision[label];
  const text = decimal(value);
  return { key: "auprc", text, reason: value === null || Number.isNaN(value) ? NOTHING_TRUE : "" };
}

function accuracy(statistics: Figures, step: number): Figure {
  const { about, arrays, items } = statistics;
  const right = about.multilabel ? (arrays.exact_match[step] ?? 0) : about.correct;
  return share("accuracy", right, items, "");
}

/** Every number of the card for what is selected, in the order of the card. */
export function summary(statistics: Figures, selected: Selected): Figure[] {
  const { about, items, arrays } = statistics;
  const { tp, fp, fn, tn } = countsAt(statistics, selected);
  const testItems = selected.label === ALL ? items : (arrays.support[selected.label] ?? 0);
  const number = (key: string, value: number): Figure => ({ key, text: count(value), reason: "" });
  return [
    share("precision", tp, tp + fp, NOTHING_PREDICTED),
    share("recall", tp, tp + fn, NOTHING_TRUE),
    share("f1", 2 * tp, 2 * tp + fp + fn, NEITHER),
    precisionArea(statistics, selected.label),
    share("fpr", fp, fp + tn, NOTHING_FALSE),
    accuracy(statistics, selected.step),
    number("total-images", about.totalImages),
    number("test-items", testItems),
    number("tp", tp),
    number("fp", fp),
    number("fn", fn),
  ];
}
