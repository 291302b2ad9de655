// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPairs, pairMatrix, weakest } from "../../src/derive/pairs";
import { Rankings } from "../../src/derive/ranked";
import { evaluations, SCENES } from "../fakes/cases";
import type { Evaluation } from "../fakes/evaluation";
import { decode, messageOf } from "../fakes/message";

/** Items that bear the row's label but not the column's; `reached`: of these, those predicted as the column's. */
function counted(evaluation: Evaluation, row: number, column: number, step: number) {
  const bear = [...evaluation.scores.keys()].filter((item) => {
    const truth = evaluation.truth[item];
    return truth?.[row] && !truth[column];
  });
  const reached = bear.filter((item) => evaluation.reaches(evaluation.scores[item]?.[column] ?? 0, step));
  return { total: bear.length, count: reached.length };
}

describe("countPairs", () => {
  it("counts as going through all items counts", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 9, labels: 4 }),
      step: fc.integer({ min: 0, max: 1000 }),
      size: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, step, size }) => {
        const statistics = decode(messageOf(evaluation));
        const made = countPairs(statistics, new Rankings(statistics), size, step);
        const codes = weakest(statistics, size);
        const slow = codes.map((row) => codes.map((column) => counted(evaluation, row, column, step)));
        expect(made).toEqual({
          codes,
          count: slow.map((row) => row.map(({ count }) => count)),
          total: slow.map((row) => row.map(({ total }) => total)),
        });
      }),
      { numRuns: 60 },
    );
  });

  it("does not guess where not all false pairs were sent", () => {
    const statistics = decode(messageOf(SCENES, { cap: 1 }));
    expect(countPairs(statistics, new Rankings(statistics), 3, 500)).toBeUndefined();
  });
});

describe("weakest", () => {
  it("chooses the lowest average precisions, the undefined last, ties in label order, and gives them in label order", () => {
    const statistics = decode(messageOf(SCENES));
    const with_ = (...areas: number[]) => ({
      ...statistics,
      labels: areas.length,
      arrays: { ...statistics.arrays, average_precision: Float64Array.from(areas) },
    });
    expect(weakest(with_(0.9, 0.1, 0.5), 2)).toEqual([1, 2]);
    expect(weakest(with_(Number.NaN, 0.9, 0.5), 2)).toEqual([1, 2]);
    expect(weakest(with_(0.5, 0.5, 0.5, 0.5), 2)).toEqual([0, 1]);
    expect(weakest(with_(Number.NaN, Number.NaN, 0.5), 2)).toEqual([0, 2]);
    expect(weakest(with_(0.9, 0.1), 10)).toEqual([0, 1]);
  });
});

describe("pairMatrix", () => {
  it("tells shares of the items that bear the row's label only, and leaves the diagonal empty", () => {
    const statistics = decode(messageOf(SCENES));
    const counts = {
      codes: [0, 2],
      count: [
        [0, 1],
        [0, 0],
      ],
      total: [
        [0, 3],
        [1, 0],
      ],
    };
    const { rows, columns } = pairMatrix(statistics, counts);
    expect(columns).toEqual([
      { code: 0, name: "sea" },
      { code: 2, name: "dog" },
    ]);
    expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ["", "33%"],
      ["–", ""],
    ]);
    expect(rows[0]?.cells[1]).toMatchObject({ count: 1, strength: 2 });
    expect(rows[1]?.cells[0]).toMatchObject({ count: 0, strength: 0 });
  });
});
