// @vitest-environment node

import { describe, expect, it } from "vitest";
import type { Statistics } from "../src/decode";
import { type CardText, cardText, cellCardText } from "../src/derive/cards";
import { imageCount, Matrices } from "../src/derive/confusion";
import { countsAt, rates } from "../src/derive/counts";
import {
  type Curve,
  operatingPoint,
  picks,
  precisionRecallCurve,
  type Rate,
  rocCurve,
  thresholdCurve,
} from "../src/derive/curves";
import { labelRows, type Order } from "../src/derive/label_rows";
import { type Column, tableOrder, tableRows } from "../src/derive/label_table";
import { countPairs, pairMatrix, weakest } from "../src/derive/pairs";
import { type Pair, Rankings } from "../src/derive/ranked";
import { cellSentence, pagerText } from "../src/derive/sentences";
import { summary } from "../src/derive/summary";
import { count, DASH, decimal, percent, scoreText, thresholdText, wholePercent } from "../src/format";
import { ALL, START } from "../src/selection";
import { type Answer, bytes, type Golden, type GoldenCard, goldens, numbers, statisticsIn } from "./golden";

const PAGE = 6;
const RATES = ["precision", "recall", "f1", "fpr"] as const;
/** Half a pixel of a plot that is a thousand pixels wide: no point that was left out is farther from the line. */
const SEEN = 0.0005 + 1e-9;

function written({ id, label, score, notes }: CardText): GoldenCard {
  return [id, label, score, notes.map((note) => [note.lead, note.label, note.score] as const)];
}

function pairsOf({ item, label, score }: Answer): Pair[] {
  return item.map((at, i) => ({ item: at, label: label[i] ?? 0, score: score[i] ?? 0 }));
}

/** What a label's curve is made of, at one of its thresholds: as Python counted it. */
function ratesOf(statistics: Statistics, label: number, [, tp, fp]: readonly [number, number, number]) {
  const { tp: support, tn } = countsAt(statistics, { label, step: 0 });
  const negatives = tn + countsAt(statistics, { label, step: 0 }).fp;
  return rates({ tp, fp, fn: support - tp, tn: negatives - fp });
}

/** How far a point is from the nearest of the lines that are drawn. */
function distance(curve: Curve, x: number, y: number): number {
  const ends = Array.from(curve.x, (at, i) => [at, curve.y[i] ?? 0] as const);
  const pieces = ends.length > 1 ? ends.slice(1).map((end, i) => [ends[i] ?? end, end] as const) : [[ends[0], ends[0]]];
  const distances = pieces.map(([from = [NaN, NaN], to = from]) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const along = dx || dy ? ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy) : 0;
    const part = Math.min(1, Math.max(0, along));
    return Math.hypot(x - from[0] - part * dx, y - from[1] - part * dy);
  });
  return Math.min(...distances);
}

function points(golden: Golden["staircases"][number], statistics: Statistics, x: Rate, y: Rate) {
  const all = golden.points.map((point) => ratesOf(statistics, golden.label, point));
  return all.filter((at) => !Number.isNaN(at[x]) && !Number.isNaN(at[y])).map((at) => [at[x], at[y]] as const);
}

const evaluations = await Promise.all(
  goldens().map(async (golden) => ({ ...golden, statistics: await statisticsIn(golden) })),
);

describe.each(evaluations)("what Python says of the evaluation “$name”", (golden) => {
  const { statistics } = golden;
  const rankings = new Rankings(statistics);
  const matrices = new Matrices(statistics);

  it("is what the card says", () => {
    for (const { label, step, figures } of golden.selections) {
      const shown = summary(statistics, { ...START, label, step });
      expect([label, step, ...shown.map(({ text }) => text)]).toEqual([label, step, ...figures]);
      for (const { text, reason } of shown) expect(reason !== "").toBe(/^[–≥≤≈]/.test(text));
    }
  });

  it("is where the operating point stands, to the last bit", () => {
    for (const { label, step, rates: expected } of golden.selections) {
      const at = operatingPoint(statistics, label, step);
      expect(RATES.map((rate) => (Number.isNaN(at[rate]) ? null : at[rate]))).toEqual(expected);
    }
  });

  it("is the area under the ROC curve", () => {
    for (const { label, rocAuc } of golden.selections) {
      expect(decimal(label === ALL ? statistics.about.rocAuc : statistics.arrays.roc_auc[label])).toBe(rocAuc);
    }
  });

  it.each([
    ["precision-recall", precisionRecallCurve, "recall", "precision"],
    ["ROC", rocCurve, "fpr", "recall"],
  ] as const)("is on the %s curve, and the curve goes nowhere else", (_name, draw, x, y) => {
    for (const staircase of golden.staircases) {
      const curve = draw(statistics, staircase.label);
      const expected = points(staircase, statistics, x, y);
      const known = new Set(expected.map((point) => point.join(" ")));
      curve.x.forEach((at, i) => {
        expect(known).toContain(`${at} ${curve.y[i]}`);
      });
      for (const [px, py] of expected) expect(distance(curve, px, py)).toBeLessThan(SEEN);
      const toPick = picks(statistics, staircase.label, x, y);
      toPick.steps.forEach((step, i) => {
        const at = operatingPoint(statistics, staircase.label, step);
        expect([toPick.x[i], toPick.y[i]]).toEqual([at[x], at[y]]);
      });
    }
  });

  it("is on the curves against the threshold", () => {
    for (const staircase of golden.staircases) {
      for (const rate of RATES) {
        const curve = thresholdCurve(statistics, staircase.label, rate);
        staircase.points.forEach((point, i) => {
          const value = ratesOf(statistics, staircase.label, point)[rate];
          if (Number.isNaN(value)) return;
          const last = (staircase.points[i + 1]?.[0] ?? 1001) - 1;
          for (const step of [point[0], last]) expect(distance(curve, step / 1000, value)).toBeLessThan(SEEN);
        });
      }
    }
  });

  it("is what the grids show, where the images are here", () => {
    let asked = 0;
    for (const { verdict, label, step, page, pager, cards, answer } of golden.grids) {
      const got = rankings.stretch(verdict, label, step, page * PAGE, PAGE);
      expect(pagerText(page * PAGE, cards.length, got.total)).toBe(pager);
      expect(got.complete || answer !== undefined).toBe(true);
      if (!got.complete) asked += 1;
      const shown = got.pairs.map((pair) => written(cardText(statistics, verdict, label, pair, step)));
      expect(shown).toEqual(cards.slice(0, got.complete ? PAGE : shown.length));
    }
    expect(asked > 0).toBe(statistics.about.cap !== null);
  });

  it("is what the grids show, where the kernel is asked for the images", () => {
    for (const { verdict, label, step, pager, page, cards, answer } of golden.grids) {
      if (!answer) continue;
      const shown = pairsOf(answer).map((pair) => written(cardText(statistics, verdict, label, pair, step)));
      expect(shown).toEqual(cards);
      expect(pagerText(page * PAGE, shown.length, answer.total)).toBe(pager);
    }
  });

  it("is what the table of labels says, and how it is ordered", () => {
    for (const { step, rows, orders, reversed } of golden.tables) {
      const codes = rows.map((_, code) => code);
      const shown = tableRows(statistics, codes, step);
      expect(shown.map(({ cells }) => Object.values(cells).map(({ text }) => text))).toEqual(rows);
      for (const [column, order] of Object.entries(orders)) {
        expect([column, ...tableOrder(statistics, column as Column, false, step)]).toEqual([column, ...order]);
      }
      for (const [column, order] of Object.entries(reversed)) {
        expect([column, ...tableOrder(statistics, column as Column, true, step)]).toEqual([column, ...order]);
      }
    }
  });

  it("is what the list of labels says, and how it is ordered", () => {
    const values: Partial<Record<Order, number>> = { ap: 1, precision: 2, recall: 3, f1: 4 };
    for (const { step, rows, orders } of golden.tables) {
      for (const order of ["support", "ap", "precision", "recall", "f1"] as const) {
        const shown = labelRows(statistics, "", order, step).map(({ code, support, value }) => [code, support, value]);
        const text = (code: number) => rows[code]?.[values[order] ?? 1];
        expect(shown).toEqual(orders[order]?.map((code) => [code, rows[code]?.[0], text(code)]));
      }
    }
  });

  it("is the order of the names, where all languages agree", () => {
    if (!golden.byName) return;
    expect(labelRows(statistics, "", "name", 0).map(({ code }) => code)).toEqual(golden.byName);
    expect(tableOrder(statistics, "name", false, 0)).toEqual(golden.byName);
  });

  it("is the confusion matrix, in all its cells", () => {
    for (const { size, step, rows, columns, cells } of golden.matrices) {
      const matrix = matrices.matrix({ size, atThreshold: step !== null }, step ?? 0);
      expect(matrix.rows.map(({ code }) => code)).toEqual(rows);
      expect(matrix.columns.map(({ code }) => code)).toEqual(columns);
      const shown = matrix.rows.flatMap((row, i) => row.cells.map((cell, j) => [i, j, cell.count, cell.text]));
      expect(shown.filter(([, , filled]) => filled)).toEqual(cells);
      for (const [, , filled, text] of shown) if (!filled) expect(text).toBe(DASH);
      expect(matrix.rows.map(({ total }) => total).reduce((sum, one) => sum + one, 0)).toBe(statistics.items);
    }
  });

  it("is what the images of a cell are, and which they are", () => {
    const { top, top_score } = statistics.arrays;
    for (const { size, step, cell, total, words, cards } of golden.cells) {
      const chosen = { truth: cell[0], predicted: cell[1] };
      const items = matrices.items({ size, atThreshold: step !== null }, chosen, step ?? 0);
      expect(items.length).toBe(total);
      const said = cellSentence(statistics, chosen, imageCount(items.length));
      expect(`${said.before}${said.name}${said.after}${said.second ?? ""}`).toBe(words);
      const shown = items
        .slice(0, PAGE)
        .map((item) => cellCardText(statistics, { item, label: top[item] ?? 0, score: top_score[item] ?? 0 }));
      expect(shown.map(written)).toEqual(cards);
    }
  });

  it("is how often a label is predicted where only another is true", () => {
    for (const { size, step, codes, count: counts, total, texts, answer } of golden.pairs) {
      expect(weakest(statistics, size)).toEqual(codes);
      const here = countPairs(statistics, rankings, size, step);
      expect(here === undefined).toBe(statistics.about.cap !== null);
      const found = here ?? { codes, count: [], total: [], ...answer };
      expect(found.count).toEqual(counts);
      // The diagonal is never shown.
      const off = (table: readonly (readonly number[])[]) => table.map((row, i) => row.filter((_, j) => i !== j));
      expect(off(found.total)).toEqual(off(total));
      const shown = pairMatrix(statistics, found).rows;
      expect(shown.map(({ cells }) => cells.map(({ text }) => text))).toEqual(texts);
    }
  });
});

describe("the texts of numbers are those of Python", () => {
  const table = numbers();

  it.each([
    ["percent", percent, table.percents],
    ["wholePercent", wholePercent, table.wholes],
  ] as const)("%s", (_name, write, shares) => {
    for (const [some, all, text] of shares) expect([some, all, write(some, all)]).toEqual([some, all, text]);
  });

  it.each([
    ["decimal", decimal, table.decimals],
    ["count", count, table.counts],
    ["thresholdText", thresholdText, table.thresholds],
  ] as const)("%s", (_name, write, values) => {
    for (const [value, text] of values) expect([value, write(value)]).toEqual([value, text]);
  });

  it("scoreText in single precision", () => {
    const scores = new Float32Array(bytes(table.singles.buffer).buffer as ArrayBuffer);
    expect(Array.from(scores, (score) => scoreText(score, true))).toEqual(table.singles.texts);
  });

  it("scoreText in double precision", () => {
    const scores = new Float64Array(bytes(table.doubles.buffer).buffer as ArrayBuffer);
    expect(Array.from(scores, (score) => scoreText(score, false))).toEqual(table.doubles.texts);
  });
});
