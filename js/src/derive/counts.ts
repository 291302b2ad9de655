import { type Figures, THRESHOLDS } from "../decode";
import { ALL, type Selected } from "../selection";

/** The four counts of a label, or of all labels together, at a threshold. */
export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

export function countsAt(statistics: Figures, { label, step }: Pick<Selected, "label" | "step">): Counts {
  const { items, labels, arrays, positiveStart } = statistics;
  const all = label === ALL;
  const at = label * THRESHOLDS + step;
  const tp = (all ? statistics.microTp[step] : statistics.tp[at]) ?? 0;
  const predicted = (all ? statistics.microPredicted[step] : statistics.predicted[at]) ?? 0;
  const support = (all ? positiveStart[labels] : arrays.support[label]) ?? 0;
  const pairs = all ? items * labels : items;
  return { tp, fp: predicted - tp, fn: support - tp, tn: pairs - predicted - support + tp };
}

/** As numbers, NaN where nothing defines them: for curves and for sorting. */
export function rates({ tp, fp, fn, tn }: Counts) {
  return {
    precision: tp / (tp + fp),
    recall: tp / (tp + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
    fpr: fp / (fp + tn),
  };
}
