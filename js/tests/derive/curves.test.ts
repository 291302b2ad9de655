// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Statistics } from "../../src/decode";
import { countsAt, rates } from "../../src/derive/counts";
import {
  type Curve,
  operatingPoint,
  picks,
  precisionRecallCurve,
  type Rate,
  rocCurve,
  thin,
  thresholdCurve,
} from "../../src/derive/curves";
import { ALL } from "../../src/selection";
import { evaluations, FLOWERS } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

const TOLERANCE = 0.0005;

type Point = readonly [number, number];

function pointsOf({ x, y }: Curve): Point[] {
  return Array.from(x, (at, i) => [at, y[i] ?? Number.NaN] as const);
}

/** The rates at every threshold, where both are defined. */
function every(statistics: Statistics, label: number, x: Rate, y: Rate): Point[] {
  return Array.from({ length: 1001 }, (_, step) => rates(countsAt(statistics, { label, step })))
    .map((one) => [one[x], one[y]] as const)
    .filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
}

/** How far a point is from the nearest piece of a curve. */
function off([px, py]: Point, curve: Point[]): number {
  const pieces = curve.map((from, i) => [from, curve[i + 1] ?? from] as const);
  const distances = pieces.map(([[x0, y0], [x1, y1]]) => {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / length));
    return Math.hypot(px - x0 - along * dx, py - y0 - along * dy);
  });
  return Math.min(...distances);
}

function contains(points: Point[], [x, y]: Point): boolean {
  return points.some(([a, b]) => a === x && b === y);
}

describe.each([
  ["precision and recall", precisionRecallCurve, "recall", "precision"],
  ["ROC", rocCurve, "fpr", "recall"],
] as const)("the curve of %s", (_, curve, x, y) => {
  it("has only true points, begins and ends with the first and the last, and leaves none aside", () => {
    fc.assert(
      fc.property(evaluations({ items: 10, labels: 3 }), (evaluation) => {
        const statistics = decode(messageOf(evaluation));
        for (const label of [ALL, 0]) {
          const drawn = pointsOf(curve(statistics, label));
          const all = every(statistics, label, x, y);
          expect([drawn[0], drawn.at(-1)]).toEqual([all[0], all.at(-1)]);
          for (const point of drawn) expect(contains(all, point)).toBe(true);
          for (const point of all) expect(off(point, drawn)).toBeLessThanOrEqual(TOLERANCE + 1e-12);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("has no point of a label that nothing bears", () => {
    const { x: xs } = curve(decode(messageOf(FLOWERS)), 2);
    expect(xs.length).toBe(0);
  });
});

describe("a rate against the threshold", () => {
  it("is the staircase that it is, where the rate is defined", () => {
    fc.assert(
      fc.property(
        evaluations({ items: 8, labels: 2 }),
        fc.constantFrom<Rate>("precision", "recall", "f1", "fpr"),
        (evaluation, rate) => {
          const statistics = decode(messageOf(evaluation));
          const drawn = pointsOf(thresholdCurve(statistics, ALL, rate));
          for (let step = 0; step <= 1000; step += 7) {
            const value = operatingPoint(statistics, ALL, step)[rate];
            if (!Number.isNaN(value)) expect(off([step / 1000, value], drawn)).toBeLessThanOrEqual(TOLERANCE + 1e-12);
          }
          const thresholds = drawn.map(([x]) => x);
          expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("ends where nothing is predicted any more", () => {
    const statistics = decode(messageOf({ scores: [[0.6]], truth: [0] }));
    expect(pointsOf(thresholdCurve(statistics, 0, "precision"))).toEqual([
      [0, 1],
      [0.6, 1],
    ]);
    expect(pointsOf(thresholdCurve(statistics, 0, "recall"))).toEqual([
      [0, 1],
      [0.6, 1],
      [0.601, 0],
      [1, 0],
    ]);
  });
});

describe("points to pick", () => {
  it("lie on the curve, each with a threshold that gives it, and apart from each other", () => {
    fc.assert(
      fc.property(evaluations({ items: 12, labels: 2 }), (evaluation) => {
        const statistics = decode(messageOf(evaluation));
        const found = picks(statistics, ALL, "recall", "precision");
        expect([found.x.length, found.y.length]).toEqual([found.steps.length, found.steps.length]);
        found.steps.forEach((step, i) => {
          const at = operatingPoint(statistics, ALL, step);
          expect([found.x[i], found.y[i]]).toEqual([at.recall, at.precision]);
          const before = [found.x[i - 1], found.y[i - 1]] as const;
          if (i > 0)
            expect(Math.hypot(at.recall - (before[0] ?? 0), at.precision - (before[1] ?? 0))).toBeGreaterThan(0.007);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe("thin", () => {
  const curve = (...points: [number, number][]) => ({
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
  });

  it("leaves out what lies on the line between its neighbours", () => {
    expect(pointsOf(thin(curve([0, 0], [0.25, 0.25], [0.5, 0.5], [1, 0])))).toEqual([
      [0, 0],
      [0.5, 0.5],
      [1, 0],
    ]);
  });

  it.each([
    [[]],
    [[[0.5, 0.5]]],
    [
      [
        [0, 0],
        [1, 1],
      ],
    ],
  ] as [number, number][][][])("keeps %j as it is", (points) => {
    expect(pointsOf(thin(curve(...points)))).toEqual(points);
  });

  it("keeps the far end of a curve that comes back to its beginning", () => {
    expect(thin(curve([0, 0], [1, 1], [0, 0])).x.length).toBe(3);
  });

  it("gives arrays of their own: what is saved of a part of a larger one is all of it", () => {
    const { x, y } = thin(curve([0, 0], [0.5, 0.5], [1, 1]));
    expect([x.buffer.byteLength, y.buffer.byteLength]).toEqual([16, 16]);
  });

  it("makes few of many that lie on a line", () => {
    const many = Array.from({ length: 1001 }, (_, i) => [i / 1000, 1 - i / 1000] as [number, number]);
    expect(thin(curve(...many)).x.length).toBe(2);
  });
});
