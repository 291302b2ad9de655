// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Pair, Rankings, type Verdict } from "../../src/derive/ranked";
import { ALL } from "../../src/selection";
import { evaluations, FLOWERS } from "../fakes/cases";
import { Evaluation, type Given } from "../fakes/evaluation";
import { decode, messageOf, type Options } from "../fakes/message";

const VERDICTS: Verdict[] = ["tp", "fn", "fp"];
const PAGE = 6;

function rankings(given: Given | Evaluation, options: Options = {}): Rankings {
  return new Rankings(decode(messageOf(given, options)));
}

/** Items and labels, as "2:0" for item 2 and label 0. */
function names(pairs: readonly Pair[]): string {
  return pairs.map(({ item, label }) => `${item}:${label}`).join(" ");
}

/** One label and all of it false, at these scores. */
function negatives(...scores: number[]): Evaluation {
  return new Evaluation({ scores: scores.map((score) => [score]), truth: scores.map(() => [false]) });
}

describe("with all lists sent", () => {
  it("gives each list as going through all pairs gives it: any verdict, label, threshold, offset and size", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 10, labels: 4 }),
      step: fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 1, 499, 500, 501, 845, 999, 1000)),
      size: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, step, size }) => {
        const made = rankings(evaluation);
        for (const verdict of VERDICTS) {
          for (const label of [ALL, ...evaluation.labels.keys()]) {
            const whole = evaluation.ranked(verdict, label, step);
            for (let offset = 0; offset <= whole.length + 1; offset++) {
              expect(made.stretch(verdict, label, step, offset, size)).toEqual({
                total: whole.length,
                pairs: whole.slice(offset, offset + size),
                complete: true,
              });
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("shows what is nearest the threshold first: found ones upwards, missed ones downwards", () => {
    const made = rankings(FLOWERS);
    expect(names(made.stretch("tp", ALL, 300, 0, 9).pairs)).toBe("3:1 4:1 1:0 2:1 0:0");
    expect(names(made.stretch("fn", ALL, 800, 0, 9).pairs)).toBe("2:1 1:0 3:1 4:1 5:0");
    expect(names(made.stretch("fp", ALL, 500, 0, 9).pairs)).toBe("3:0 4:2 5:1");
  });

  it("keeps equal scores in the order of items, then of labels, in both directions", () => {
    const equal = {
      scores: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      truth: [
        [true, true],
        [true, true],
      ],
    };
    const made = rankings(equal);
    expect(names(made.stretch("tp", ALL, 500, 0, 9).pairs)).toBe("0:0 0:1 1:0 1:1");
    expect(names(made.stretch("fn", ALL, 501, 0, 9).pairs)).toBe("0:0 0:1 1:0 1:1");
    expect(names(made.stretch("fn", 1, 501, 0, 9).pairs)).toBe("0:1 1:1");
  });

  it("orders scores that lie between two neighbouring thresholds", () => {
    const made = rankings({ scores: [[0.5009], [0.5002], [0.5005]], truth: [[true], [true], [true]] });
    expect(names(made.stretch("tp", 0, 500, 0, 9).pairs)).toBe("1:0 2:0 0:0");
    expect(names(made.stretch("fn", 0, 501, 0, 9).pairs)).toBe("0:0 2:0 1:0");
  });

  it("takes a single-precision 0.84 as found at 0.84", () => {
    const made = rankings({ scores: [[0.84]], truth: [[true]], single: true });
    expect(made.stretch("tp", 0, 840, 0, 9).total).toBe(1);
    expect(made.stretch("fn", 0, 841, 0, 9).pairs[0]?.score).toBe(Math.fround(0.84));
  });

  it("gives nothing, and says how many there are, where no pair is asked for", () => {
    expect(rankings(FLOWERS).stretch("tp", ALL, 500, 0, 0)).toEqual({ total: 3, pairs: [], complete: true });
  });

  it("gives nothing behind the end", () => {
    expect(rankings(FLOWERS).stretch("tp", ALL, 500, 3, 6)).toEqual({ total: 3, pairs: [], complete: true });
  });

  it("has no missed ones at 0, where all is predicted, and no true ones of a label that nothing bears", () => {
    const made = rankings(FLOWERS);
    expect(made.stretch("fn", ALL, 0, 0, 6).total).toBe(0);
    for (const verdict of ["tp", "fn"] as const) expect(made.stretch(verdict, 2, 500, 0, 6).total).toBe(0);
  });

  it("gives pages that follow each other without a gap", () => {
    const scores = Array.from({ length: 20 }, (_, i) => [((i * 7) % 20) / 20]);
    const given = { scores, truth: scores.map(() => [true]) };
    const made = rankings(given);
    const pages = [0, 6, 12, 18].flatMap((offset) => made.stretch("tp", 0, 0, offset, PAGE).pairs);
    expect(pages).toEqual(new Evaluation(given).ranked("tp", 0, 0));
  });
});

describe("with no more than some of each label and step sent", () => {
  it("gives the right pairs or says that they are not here, and always the right total", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 14, labels: 3 }),
      step: fc.constantFrom(0, 1, 300, 500, 1000),
      cap: fc.integer({ min: 1, max: 4 }),
      size: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, step, cap, size }) => {
        const made = rankings(evaluation, { cap });
        for (const label of [ALL, ...evaluation.labels.keys()]) {
          const whole = evaluation.ranked("fp", label, step);
          for (let offset = 0; offset <= whole.length; offset++) {
            const { total, pairs, complete } = made.stretch("fp", label, step, offset, size);
            expect(total).toBe(whole.length);
            if (complete) expect(pairs).toEqual(whole.slice(offset, offset + size));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has the first page of every threshold, with a cap of no less than a page", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 14, labels: 3 }),
      step: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, step }) => {
        const made = rankings(evaluation, { cap: PAGE });
        for (const label of [ALL, ...evaluation.labels.keys()]) {
          const { complete, pairs } = made.stretch("fp", label, step, 0, PAGE);
          expect(complete).toBe(true);
          expect(pairs).toEqual(evaluation.ranked("fp", label, step).slice(0, PAGE));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says that a page is not here where it lies behind the cap of its step", () => {
    const made = rankings(negatives(0.5001, 0.5002, 0.5003, 0.5004, 0.9), { cap: 2 });
    expect(made.stretch("fp", 0, 500, 0, 2)).toMatchObject({ total: 5, complete: true });
    expect(made.stretch("fp", 0, 500, 0, 3).complete).toBe(false);
    expect(made.stretch("fp", 0, 500, 2, 1).complete).toBe(false);
  });

  it("goes on behind a step that was cut, where the page begins there", () => {
    const made = rankings(negatives(0.5001, 0.5002, 0.5003, 0.5004, 0.9), { cap: 2 });
    expect(made.stretch("fp", 0, 500, 4, 6)).toMatchObject({ total: 5, complete: true, pairs: [{ item: 4 }] });
  });

  it("never fills the gap of one label with another's higher scores", () => {
    // Of label 0, two of three are sent; the third lies before label 1's only one.
    const scores = [
      [0.5001, 0],
      [0.5002, 0],
      [0.5003, 0],
      [0, 0.5009],
    ];
    const given = { scores, truth: scores.map(() => [false, false]) };
    const made = rankings(given, { cap: 2 });
    expect(names(made.stretch("fp", ALL, 500, 0, 2).pairs)).toBe("0:0 1:0");
    expect(made.stretch("fp", ALL, 500, 2, 1).complete).toBe(false);
    expect(made.stretch("fp", ALL, 500, 0, 4)).toMatchObject({ total: 4, complete: false });
  });

  it("has true pairs without a cap", () => {
    const scores = Array.from({ length: 9 }, () => [0.5]);
    const made = rankings({ scores, truth: scores.map(() => [true]) }, { cap: 1 });
    expect(made.stretch("tp", 0, 500, 3, PAGE)).toMatchObject({ total: 9, complete: true });
    expect(made.stretch("fn", ALL, 600, 3, PAGE)).toMatchObject({ total: 9, complete: true });
  });
});

it("gives the same again when asked again, whatever was asked between", () => {
  const made = rankings(FLOWERS);
  const first = made.stretch("fn", ALL, 800, 1, 3);
  for (const verdict of VERDICTS) for (let step = 0; step <= 1000; step += 50) made.stretch(verdict, ALL, step, 0, 2);
  expect(made.stretch("fn", ALL, 800, 1, 3)).toEqual(first);
});
