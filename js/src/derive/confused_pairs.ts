import type { Statistics } from "../decode";
import { count, wholePercent } from "../format";

/** A label that is taken for another one, and how often. */
export interface ConfusedPair {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** A pair as it is shown: the share is of all items of the true label. */
export interface ConfusedRow {
  readonly truth: number;
  readonly predicted: number;
  readonly true_name: string;
  readonly predicted_name: string;
  readonly count: string;
  readonly share: string;
  readonly bar: number;
}

/**
 * All pairs of different labels, the most frequent first, ties in label order of the true, then of the predicted one.
 *
 * Where `step` is not null, only items whose top score reaches it count. Single-label only.
 */
export function confusedPairs(statistics: Statistics, step: number | null): ConfusedPair[] {
  const { items, labels, arrays, trueStart, trueLabel } = statistics;
  const counts = new Map<number, number>();
  for (let item = 0; item < items; item++) {
    const [truth, top] = [trueLabel[trueStart[item] ?? 0] ?? 0, arrays.top[item] ?? 0];
    if (truth === top || (step !== null && (arrays.top_step[item] ?? 0) < step)) continue;
    const code = truth * labels + top;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([a, some], [b, others]) => others - some || a - b);
  return ordered.map(([code, some]) => ({
    truth: Math.floor(code / labels),
    predicted: code % labels,
    count: some,
  }));
}

export function confusedRows({ about, arrays }: Statistics, pairs: readonly ConfusedPair[]): ConfusedRow[] {
  return pairs.map(({ truth, predicted, count: some }) => {
    const support = arrays.support[truth] ?? 0;
    return {
      truth,
      predicted,
      true_name: about.labels[truth] ?? "",
      predicted_name: about.labels[predicted] ?? "",
      count: count(some),
      share: wholePercent(some, support),
      bar: some / support,
    };
  });
}
