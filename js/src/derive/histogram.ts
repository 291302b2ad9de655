import { type Figures, THRESHOLDS } from "../decode";
import { count, DASH } from "../format";
import { ALL } from "../selection";
import { firstExact } from "./absence";

/** How many bars the scores from 0 to 1 are parted into. */
export const BARS = 20;
const WIDTH = 1000 / BARS;

/** A bar: how many scores lie in its range, and how high it is drawn, from 0 to 1. */
export interface Bar {
  readonly count: number;
  readonly text: string;
  readonly height: number;
}

/** The scores of those that truly bear a label, and of the others. */
export interface Histogram {
  readonly truths: readonly Bar[];
  readonly others: readonly Bar[];
}

/** The steps of a bar, its end excluded; the last one holds the scores of 1. */
export function stepsOf(bar: number): { from: number; to: number } {
  return { from: bar * WIDTH, to: bar === BARS - 1 ? THRESHOLDS : (bar + 1) * WIDTH };
}

/** The range of a bar in words: "0.45 to 0.5". */
export function rangeText(bar: number): string {
  return `${(bar * WIDTH) / 1000} to ${((bar + 1) * WIDTH) / 1000}`;
}

/** By the logarithm, so that a bar of one is seen beside one of thousands; each side to its own scale. */
function bars(counts: readonly number[]): Bar[] {
  const most = Math.max(...counts);
  return counts.map((one) => ({
    count: one,
    text: count(one),
    height: most === 0 ? 0 : Math.log1p(one) / Math.log1p(most),
  }));
}

/** Exact, from the counts at the thresholds between which the bars lie; none where an absent score could lie. */
export function histogram(figures: Figures, label: number): Histogram {
  const all = label === ALL;
  const row = all ? 0 : label * THRESHOLDS;
  const at = (counts: ArrayLike<number>, step: number) => (step === THRESHOLDS ? 0 : (counts[row + step] ?? 0));
  const within = (counts: ArrayLike<number>, bar: number) => {
    const { from, to } = stepsOf(bar);
    return at(counts, from) - at(counts, to);
  };
  const [tp, predicted] = all ? [figures.microTp, figures.microPredicted] : [figures.tp, figures.predicted];
  const every = Array.from({ length: BARS }, (_, bar) => bar);
  const known = (bar: number) => stepsOf(bar).from >= firstExact(figures);
  const truths = every.map((bar) => (known(bar) ? within(tp, bar) : 0));
  const others = every.map((bar) => (known(bar) ? within(predicted, bar) - (truths[bar] ?? 0) : 0));
  const shown = (counts: readonly number[]) =>
    bars(counts).map((bar, at) => (known(at) ? bar : { ...bar, text: DASH }));
  return { truths: shown(truths), others: shown(others) };
}
