// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageCount, Matrices, mostConfused } from "../../src/derive/confusion";
import { type MatrixOptions, NONE, OTHER } from "../../src/matrix";
import { evaluations, FLOWERS } from "../fakes/cases";
import { Evaluation, type Given } from "../fakes/evaluation";
import { decode, messageOf } from "../fakes/message";

const ALWAYS: MatrixOptions = { size: 10, atThreshold: false };
const AT: MatrixOptions = { size: 10, atThreshold: true };

function matrices(given: Given | Evaluation): Matrices {
  return new Matrices(decode(messageOf(given)));
}

/** Items by true and top label: `pairs` as "01 01 12". */
function predicted(pairs: string, labels: number): Given {
  const codes = pairs.split(" ").map((pair) => [Number(pair[0]), Number(pair[1])] as const);
  const scores = codes.map(([, top]) => Array.from({ length: labels }, (_, j) => (j === top ? 0.6 : 0.1)));
  return { scores, truth: codes.map(([truth]) => truth), labels: Array.from({ length: labels }, (_, j) => `l${j}`) };
}

function counts(made: Matrices, options: MatrixOptions, step = 500): number[][] {
  return made.matrix(options, step).rows.map(({ cells }) => cells.map(({ count }) => count));
}

describe("the matrix", () => {
  it("counts each item once, in the row of its truth and the column of its top label", () => {
    expect(counts(matrices(FLOWERS), ALWAYS)).toEqual([
      [2, 1, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  it("does not look at the threshold unless asked to", () => {
    const made = matrices(FLOWERS);
    expect(counts(made, ALWAYS, 0)).toEqual(counts(made, ALWAYS, 1000));
    expect(counts(made, AT, 700)).toEqual([
      [1, 1, 0, 1],
      [0, 1, 0, 2],
      [0, 0, 0, 0],
    ]);
  });

  it("has a column for no prediction, last, only at a threshold", () => {
    const made = matrices(FLOWERS);
    expect(made.matrix(ALWAYS, 500).columns.map(({ code }) => code)).toEqual([0, 1, 2]);
    expect(made.matrix(AT, 500).columns.map(({ code }) => code)).toEqual([0, 1, 2, NONE]);
    expect(made.matrix(AT, 500).rows.map(({ code }) => code)).toEqual([0, 1, 2]);
  });

  it("tells shares of the row in whole percents, a dash for nothing", () => {
    const [row] = matrices(predicted("00 00 01", 2)).matrix(ALWAYS, 500).rows;
    expect(row).toMatchObject({ total: 3, name: "l0", cells: [{ text: "67%" }, { text: "33%" }] });
    expect(
      matrices(FLOWERS)
        .matrix(ALWAYS, 500)
        .rows[2]?.cells.map(({ text }) => text),
    ).toEqual(["–", "–", "–"]);
  });

  it("colours more for more, nothing for nothing, and never beyond its last step", () => {
    const one = matrices(predicted("00 00 00 00 01", 3)).matrix(ALWAYS, 500).rows[0];
    expect(one?.cells.map(({ strength }) => strength)).toEqual([4, 1, 0]);
    expect(matrices(predicted("00", 2)).matrix(ALWAYS, 500).rows[0]?.cells[0]?.strength).toBe(4);
  });

  it("sums what is left out in a row and a column of others", () => {
    const made = matrices(predicted("01 10 23 22 33 30", 4));
    const { rows, columns } = made.matrix({ size: 2, atThreshold: false }, 500);
    expect(rows.map(({ code }) => code)).toEqual([0, 1, OTHER]);
    expect(columns.map(({ code }) => code)).toEqual([0, 1, OTHER]);
    expect(rows.map(({ cells }) => cells.map(({ count }) => count))).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [1, 0, 3],
    ]);
  });

  it("adds up to the items, whatever is chosen, and lists as many in each cell as it counts there", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 12, labels: 6 }).filter(({ multilabel }) => !multilabel),
      size: fc.integer({ min: 1, max: 7 }),
      step: fc.integer({ min: 0, max: 1000 }),
      atThreshold: fc.boolean(),
    });
    fc.assert(
      fc.property(any, ({ evaluation, step, ...options }) => {
        const made = matrices(evaluation);
        const { rows, columns } = made.matrix(options, step);
        expect(
          counts(made, options, step)
            .flat()
            .reduce((sum, one) => sum + one, 0),
        ).toBe(evaluation.items);
        const listed = rows.flatMap((row) =>
          columns.map((column, at) => {
            const items = made.items(options, { truth: row.code, predicted: column.code }, step);
            expect(items.length).toBe(row.cells[at]?.count);
            return items;
          }),
        );
        expect(listed.flat().sort((a, b) => a - b)).toEqual([...evaluation.scores.keys()]);
      }),
      { numRuns: 80 },
    );
  });

  it("keeps our own words apart from labels of the same name", () => {
    const labels = ["(other)", "no prediction", "c"];
    const { rows, columns } = matrices({ ...FLOWERS, labels }).matrix({ size: 2, atThreshold: true }, 500);
    expect(rows.map(({ name, code }) => [name, code])).toContainEqual(["(other)", OTHER]);
    expect(rows.map(({ name, code }) => [name, code])).toContainEqual(["(other)", 0]);
    expect(columns.at(-1)).toEqual({ name: "no prediction", code: NONE });
  });
});

describe("mostConfused", () => {
  it("chooses the labels with the most wrong top predictions, and gives them in label order", () => {
    const statistics = decode(messageOf(predicted("33 33 12 12 41 04", 5)));
    expect(mostConfused(statistics, 2)).toEqual([1, 2]);
    expect(mostConfused(statistics, 3)).toEqual([1, 2, 4]);
  });

  it("takes ties in label order, and all labels where there are no more", () => {
    const statistics = decode(messageOf(predicted("01 23", 4)));
    expect(mostConfused(statistics, 2)).toEqual([0, 1]);
    expect(mostConfused(statistics, 4)).toEqual([0, 1, 2, 3]);
    expect(mostConfused(statistics, 10)).toEqual([0, 1, 2, 3]);
  });
});

describe("items of a cell", () => {
  it("come most confident first, ties in item order", () => {
    const evaluation = new Evaluation({ scores: [[0.6], [0.9], [0.6], [0.7]], truth: [0, 0, 0, 0] });
    expect(matrices(evaluation).items(ALWAYS, { truth: 0, predicted: 0 }, 500)).toEqual([1, 3, 0, 2]);
  });

  it("leave the cell at a threshold, and lie in no prediction then", () => {
    const evaluation = new Evaluation({ scores: [[0.6], [0.9]], truth: [0, 0] });
    const made = matrices(evaluation);
    expect(made.items(AT, { truth: 0, predicted: 0 }, 600)).toEqual([1, 0]);
    expect(made.items(AT, { truth: 0, predicted: 0 }, 601)).toEqual([1]);
    expect(made.items(AT, { truth: 0, predicted: NONE }, 601)).toEqual([0]);
  });
});

it.each([
  [0, "0 images"],
  [1, "1 image"],
  [1234, "1,234 images"],
])("counts %i as %s", (total, text) => {
  expect(imageCount(total)).toBe(text);
});
