// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, tableOrder, tableRows } from "../../src/derive/label_table";
import { evaluations, FLOWERS, NASTY } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

const COLUMNS: Column[] = ["name", "support", "ap", "precision", "recall", "f1", "tp", "fp", "fn"];
const flowers = decode(messageOf(FLOWERS));

describe("tableOrder", () => {
  it("puts the worst on top: the fewest, or the most where more is worse", () => {
    // Daisy: TP 2, FP 1, FN 1. Rose: TP 1, FP 1, FN 2. Tulip: FP 1, and nothing true.
    expect(tableOrder(flowers, "tp", false, 500)).toEqual([2, 1, 0]);
    expect(tableOrder(flowers, "fn", false, 500)).toEqual([1, 0, 2]);
    expect(tableOrder(flowers, "support", false, 500)).toEqual([2, 0, 1]);
  });

  it("turns round when asked to, ties staying in label order and the undefined last", () => {
    expect(tableOrder(flowers, "tp", true, 500)).toEqual([0, 1, 2]);
    expect(tableOrder(flowers, "fp", true, 500)).toEqual([0, 1, 2]);
    expect(tableOrder(flowers, "recall", false, 500)).toEqual([1, 0, 2]);
    expect(tableOrder(flowers, "recall", true, 500)).toEqual([0, 1, 2]);
  });

  it("orders names as people do", () => {
    const statistics = decode(messageOf({ ...FLOWERS, labels: ["item 10", "item 9", "apple"] }));
    expect(tableOrder(statistics, "name", false, 500)).toEqual([2, 1, 0]);
    expect(tableOrder(statistics, "name", true, 500)).toEqual([0, 1, 2]);
  });

  it("has every label once, whatever the column, and the undefined last in both directions", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 6, labels: 5 }),
      column: fc.constantFrom(...COLUMNS),
      reversed: fc.boolean(),
      step: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, column, reversed, step }) => {
        const statistics = decode(messageOf(evaluation));
        const order = tableOrder(statistics, column, reversed, step);
        expect([...order].sort()).toEqual([...evaluation.labels.keys()]);
        if (column === "name") return;
        const dashes = tableRows(statistics, order, step).map(({ cells }) => cells[column].text === "–");
        expect(dashes).toEqual([...dashes].sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe("tableRows", () => {
  it("has the texts of each label, in the order given", () => {
    const [rose, daisy] = tableRows(flowers, [1, 0], 500);
    expect([rose?.name, daisy?.name]).toEqual(["rose", "daisy"]);
    const texts = Object.fromEntries(Object.entries(daisy?.cells ?? {}).map(([column, { text }]) => [column, text]));
    expect(texts).toMatchObject({
      support: "3",
      precision: "66.67%",
      recall: "66.67%",
      f1: "66.67%",
      tp: "2",
      fp: "1",
      fn: "1",
    });
  });

  it("makes the rows that are asked for, no others", () => {
    expect(tableRows(flowers, [2], 500).map(({ code }) => code)).toEqual([2]);
    expect(tableRows(flowers, [], 500)).toEqual([]);
  });

  it("shows an undefined figure as a dash without a bar", () => {
    const [tulip] = tableRows(flowers, [2], 1000);
    for (const column of ["ap", "precision", "recall", "f1"] as const) {
      expect(tulip?.cells[column]).toEqual({ text: "–", bar: 0 });
    }
  });

  it("has bars from 0 to 1, whatever the counts are", () => {
    fc.assert(
      fc.property(evaluations({ items: 8, labels: 4 }), fc.integer({ min: 0, max: 1000 }), (evaluation, step) => {
        const rows = tableRows(decode(messageOf(evaluation)), [...evaluation.labels.keys()], step);
        for (const { bar } of rows.flatMap(({ cells }) => Object.values(cells))) {
          expect(bar >= 0 && bar <= 1).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(NASTY)("gives the name %o as it is", (name) => {
    const statistics = decode(messageOf({ ...FLOWERS, labels: [name, "b", "c"] }));
    expect(tableRows(statistics, [0], 500)[0]?.name).toBe(name);
  });
});
