import type { Figures } from "../decode";
import { count, decimal, percent } from "../format";
import { ALL, type Selected } from "../selection";
import { type Figure as Bounded, marked, notAvailable } from "./absence";
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
  const missing = value === null || Number.isNaN(value);
  const support = label === ALL ? statistics.positiveStart[statistics.labels] : statistics.arrays.support[label];
  const reason = support ? notAvailable(statistics) : NOTHING_TRUE;
  return { key: "auprc", text, reason: missing ? reason : "" };
}

const COULD_BE_OTHER = "A score that was not given could reach this threshold.";

/** Say how a number can be wrong where an absent score can reach the threshold. */
function bounded(statistics: Figures, step: number, figure: Figure): Figure {
  const text = marked(statistics, step, figure.key as Bounded, figure.text);
  return text === figure.text ? figure : { ...figure, text, reason: COULD_BE_OTHER };
}

function accuracy(statistics: Figures, step: number): Figure {
  const { about, arrays, items } = statistics;
  if (!about.multilabel) return share("accuracy", about.correct, items, "");
  return bounded(statistics, step, share("accuracy", arrays.exact_match[step] ?? 0, items, ""));
}

/** Every number of the card for what is selected, in the order of the card. */
export function summary(statistics: Figures, selected: Selected): Figure[] {
  const { about, items, arrays } = statistics;
  const { tp, fp, fn, tn } = countsAt(statistics, selected);
  const testItems = selected.label === ALL ? items : (arrays.support[selected.label] ?? 0);
  const number = (key: string, value: number): Figure => ({ key, text: count(value), reason: "" });
  const at = (figure: Figure) => bounded(statistics, selected.step, figure);
  return [
    at(share("precision", tp, tp + fp, NOTHING_PREDICTED)),
    at(share("recall", tp, tp + fn, NOTHING_TRUE)),
    at(share("f1", 2 * tp, 2 * tp + fp + fn, NEITHER)),
    precisionArea(statistics, selected.label),
    at(share("fpr", fp, fp + tn, NOTHING_FALSE)),
    accuracy(statistics, selected.step),
    number("total-images", about.totalImages),
    number("test-items", testItems),
    at(number("tp", tp)),
    at(number("fp", fp)),
    at(number("fn", fn)),
  ];
}
