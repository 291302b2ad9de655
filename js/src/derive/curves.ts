import { type Figures, THRESHOLDS } from "../decode";
import { ALL } from "../selection";
import { firstExact, isBound } from "./absence";
import { countsAt, rates } from "./counts";

/** Points of a curve, exact where they are. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A curve whose points can be picked: each has its threshold, in thousandths. */
export interface Picks extends Curve {
  readonly steps: readonly number[];
}

/** The rates that are drawn against the threshold. */
export type Rate = "precision" | "recall" | "f1" | "fpr";

/** How far a left-out point may be from the line through its neighbours: less than half a pixel of a large plot. */
const TOLERANCE = 0.0005;

/** Steps at which exact counts change, so that no more points are looked at than there are different ones. */
function changes(statistics: Figures, label: number): number[] {
  const [tp, predicted, row] =
    label === ALL
      ? [statistics.microTp, statistics.microPredicted, 0]
      : [statistics.tp, statistics.predicted, label * THRESHOLDS];
  const first = firstExact(statistics);
  const steps = [first];
  for (let t = first + 1; t < THRESHOLDS; t++) {
    if (tp[row + t] !== tp[row + t - 1] || predicted[row + t] !== predicted[row + t - 1]) steps.push(t);
  }
  return steps;
}

function distance(curve: Curve, at: number, from: number, to: number): number {
  const [x0, y0] = [curve.x[from] ?? 0, curve.y[from] ?? 0];
  const [dx, dy] = [(curve.x[to] ?? 0) - x0, (curve.y[to] ?? 0) - y0];
  const [px, py] = [(curve.x[at] ?? 0) - x0, (curve.y[at] ?? 0) - y0];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
}

/** Leave out points that lie on the line between their neighbours (Douglas and Peucker), so that a few hundred stay. */
export function thin(curve: Curve): Curve {
  const size = curve.x.length;
  const keep = new Uint8Array(size);
  const spans: [number, number][] = [[0, size - 1]];
  keep[0] = 1;
  keep[size - 1] = 1;
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [worst, worstAt] = [TOLERANCE, -1];
    for (let at = from + 1; at < to; at++) {
      const off = distance(curve, at, from, to);
      if (off > worst) [worst, worstAt] = [off, at];
    }
    if (worstAt < 0) continue;
    keep[worstAt] = 1;
    spans.push([from, worstAt], [worstAt, to]);
  }
  const places = Array.from(keep.keys()).filter((at) => keep[at]);
  return {
    x: Float64Array.from(places, (at) => curve.x[at] ?? 0),
    y: Float64Array.from(places, (at) => curve.y[at] ?? 0),
  };
}

function points(statistics: Figures, label: number, x: Rate, y: Rate): Curve {
  const at = changes(statistics, label).map((step) => rates(countsAt(statistics, { label, step })));
  const defined = at.filter((one) => !Number.isNaN(one[x]) && !Number.isNaN(one[y]));
  return thin({ x: Float64Array.from(defined, (one) => one[x]), y: Float64Array.from(defined, (one) => one[y]) });
}

/** Precision against recall at the 1,001 thresholds; thresholds at which nothing is predicted have no point. */
export function precisionRecallCurve(statistics: Figures, label: number): Curve {
  return points(statistics, label, "recall", "precision");
}

/** True positive rate, which is recall, against false positive rate. */
export function rocCurve(statistics: Figures, label: number): Curve {
  return points(statistics, label, "fpr", "recall");
}

/** A rate against the threshold, as the staircase that it is: constant from one change to the next. */
export function thresholdCurve(statistics: Figures, label: number, rate: Rate): Curve {
  const x: number[] = [];
  const y: number[] = [];
  const steps = changes(statistics, label);
  steps.forEach((step, i) => {
    const value = rates(countsAt(statistics, { label, step }))[rate];
    if (Number.isNaN(value)) return;
    // A step holds for its own threshold and all above it up to the one before the next change.
    const last = (steps[i + 1] ?? THRESHOLDS) - 1;
    x.push(step / 1000);
    y.push(value);
    if (last > step) {
      x.push(last / 1000);
      y.push(value);
    }
  });
  return thin({ x: Float64Array.from(x), y: Float64Array.from(y) });
}

const NOT_KNOWN = { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN, fpr: Number.NaN };

/** Where the slider stands on a curve; NaN where nothing defines it, or scores are absent that could. */
export function operatingPoint(statistics: Figures, label: number, step: number) {
  if (isBound(statistics, step)) return NOT_KNOWN;
  return rates(countsAt(statistics, { label, step }));
}

/** How far apart points to pick are at least: closer ones could not be told apart with a mouse. */
const SPACING = 0.008;

/** Points along a curve, each with its threshold, spaced so that a mouse can tell them apart. */
export function picks(statistics: Figures, label: number, x: Rate, y: Rate): Picks {
  const kept: { x: number; y: number; step: number }[] = [];
  for (const step of changes(statistics, label)) {
    const rate = rates(countsAt(statistics, { label, step }));
    const at = { x: rate[x], y: rate[y], step };
    const last = kept[kept.length - 1];
    const far = !last || Math.hypot(at.x - last.x, at.y - last.y) >= SPACING;
    if (far && !Number.isNaN(at.x) && !Number.isNaN(at.y)) kept.push(at);
  }
  return {
    x: Float64Array.from(kept, (at) => at.x),
    y: Float64Array.from(kept, (at) => at.y),
    steps: kept.map(({ step }) => step),
  };
}
