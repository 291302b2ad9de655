// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsAt, rates } from "../../src/derive/counts";
import { ALL, START } from "../../src/selection";
import { evaluations, FLOWERS, SCENES } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

function at(label: number, step: number) {
  return { ...START, label, step };
}

describe("countsAt", () => {
  it("counts as going through all pairs counts, for a label and for all labels", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 9, labels: 4 }),
      steps: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, steps }) => {
        const statistics = decode(messageOf(evaluation));
        for (const step of [0, 500, 845, 1000, ...steps]) {
          for (const label of [ALL, ...evaluation.labels.keys()]) {
            expect(countsAt(statistics, at(label, step))).toEqual(evaluation.counts(label, step));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes a score on the threshold as reached: 0.5 at 0.5", () => {
    const statistics = decode(messageOf(FLOWERS));
    expect(countsAt(statistics, at(0, 500))).toEqual({ tp: 2, fp: 1, fn: 1, tn: 2 });
    expect(countsAt(statistics, at(0, 501))).toEqual({ tp: 1, fp: 1, fn: 2, tn: 2 });
  });

  it("takes a single-precision 0.84 as reached at 0.84, though it is less as a double", () => {
    const given = { scores: [[0.84, 0.16]], truth: [0], single: true };
    const statistics = decode(messageOf(given));
    expect(statistics.arrays.top_score[0]).toBeLessThan(0.84);
    expect(countsAt(statistics, at(0, 840)).tp).toBe(1);
    expect(countsAt(statistics, at(0, 841)).tp).toBe(0);
  });

  it("predicts everything at 0 and keeps what reaches 1 at 1", () => {
    const statistics = decode(messageOf({ scores: [[1, 0]], truth: [0] }));
    expect(countsAt(statistics, at(ALL, 0))).toEqual({ tp: 1, fp: 1, fn: 0, tn: 0 });
    expect(countsAt(statistics, at(ALL, 1000))).toEqual({ tp: 1, fp: 0, fn: 0, tn: 1 });
  });

  it("sums pairs over labels where an item bears several, or none", () => {
    const statistics = decode(messageOf(SCENES));
    expect(countsAt(statistics, at(ALL, 500))).toEqual({ tp: 4, fp: 2, fn: 1, tn: 5 });
  });

  it("never falls as the threshold falls, and always adds up", () => {
    fc.assert(
      fc.property(evaluations({ items: 9, labels: 3 }), (evaluation) => {
        const statistics = decode(messageOf(evaluation));
        const pairs = evaluation.items * evaluation.labels.length;
        let before = { tp: Number.POSITIVE_INFINITY, fp: Number.POSITIVE_INFINITY };
        for (let step = 0; step <= 1000; step++) {
          const { tp, fp, fn, tn } = countsAt(statistics, at(ALL, step));
          expect(tp + fp + fn + tn).toBe(pairs);
          expect(tp <= before.tp && fp <= before.fp).toBe(true);
          before = { tp, fp };
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("rates", () => {
  it("are shares of the four counts", () => {
    expect(rates({ tp: 58, fp: 4, fn: 6, tn: 299 })).toEqual({
      precision: 58 / 62,
      recall: 58 / 64,
      f1: 116 / 126,
      fpr: 4 / 303,
    });
  });

  it("are not numbers where nothing defines them", () => {
    expect(rates({ tp: 0, fp: 0, fn: 0, tn: 0 })).toEqual({
      precision: Number.NaN,
      recall: Number.NaN,
      f1: Number.NaN,
      fpr: Number.NaN,
    });
  });

  it("have a precision of 0, not none, where all that is predicted is wrong", () => {
    expect(rates({ tp: 0, fp: 3, fn: 2, tn: 1 })).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });
});
