// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followsThreshold, labelRows, type Order } from "../../src/derive/label_rows";
import { evaluations, FLOWERS, NASTY } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { decode, messageOf } from "../fakes/message";

const ORDERS: Order[] = ["name", "support", "ap", "f1", "precision", "recall"];

function codes(given: Given, order: Order, step = 500, query = ""): number[] {
  return labelRows(decode(messageOf(given)), query, order, step).map(({ code }) => code);
}

/** Labels of these names, with one item each. */
function named(...labels: string[]): Given {
  const scores = labels.map((_, i) => labels.map((__, j) => (i === j ? 0.9 : 0.01)));
  return { labels, scores, truth: labels.map((_, i) => i) };
}

describe("labelRows", () => {
  it("orders by name as people do: numbers by size, letters whatever their case", () => {
    expect(codes(named("item 10", "item 9", "Zebra", "apple", "Banana"), "name")).toEqual([3, 4, 1, 0, 2]);
  });

  it("orders equal names by code", () => {
    expect(codes(named("b", "a", "b"), "name")).toEqual([1, 0, 2]);
  });

  it("orders by a figure, the worst first", () => {
    // Daisy: 3 true, precision 2/3, recall 2/3. Rose: 3 true, precision 1/2, recall 1/3. Tulip: none true, one predicted.
    expect(codes(FLOWERS, "support")).toEqual([2, 0, 1]);
    expect(codes(FLOWERS, "precision")).toEqual([2, 1, 0]);
    expect(codes(FLOWERS, "recall")).toEqual([1, 0, 2]);
    expect(codes(FLOWERS, "f1")).toEqual([2, 1, 0]);
  });

  it("puts the undefined last, and ties in the order of the labels", () => {
    const given = { scores: [[0.9, 0.1, 0.1, 0.1]], truth: [0] };
    expect(codes(given, "ap")).toEqual([0, 1, 2, 3]);
    expect(codes(given, "recall", 1000)).toEqual([0, 1, 2, 3]);
    expect(codes({ scores: [[0.1, 0.1, 0.1, 0.9]], truth: [3] }, "precision")).toEqual([3, 0, 1, 2]);
  });

  it("is a complete order, whatever the numbers are", () => {
    const any = fc.record({
      evaluation: evaluations({ items: 6, labels: 6 }),
      order: fc.constantFrom(...ORDERS),
      step: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(any, ({ evaluation, order, step }) => {
        const statistics = decode(messageOf(evaluation));
        const rows = labelRows(statistics, "", order, step);
        expect(rows.map(({ code }) => code).sort()).toEqual([...evaluation.labels.keys()]);
        expect(labelRows(statistics, "", order, step)).toEqual(rows);
        const dashes = rows.map(({ value }) => value === "–");
        if (order !== "name" && order !== "support") expect(dashes).toEqual([...dashes].sort());
      }),
      { numRuns: 60 },
    );
  });

  it("shows the figure that it orders by, and the average precision where that is none", () => {
    const statistics = decode(messageOf(FLOWERS));
    const values = (order: Order) => labelRows(statistics, "rose", order, 500).map(({ value }) => value);
    expect(values("precision")).toEqual(["50%"]);
    expect(values("recall")).toEqual(["33.33%"]);
    expect(values("f1")).toEqual(["40%"]);
    expect(values("name")).toEqual(values("ap"));
    expect(values("support")).toEqual(values("ap"));
    expect(values("ap")[0]).toMatch(/^0\.\d{3}$/);
  });

  it("shows the support with its thousands marked", () => {
    const scores = Array.from({ length: 1200 }, () => [0.4]);
    const statistics = decode(messageOf({ scores, truth: scores.map(() => 0) }));
    expect(labelRows(statistics, "", "name", 500)[0]?.support).toBe("1,200");
  });

  it.each([
    ["", [0, 1, 2]],
    ["ROSE", [1]],
    ["  rose ", [1]],
    ["i", [0, 2]],
    ["nothing like it", []],
  ])("filters by the text %o", (query, expected) => {
    expect(codes(FLOWERS, "name", 500, query)).toEqual(expected);
  });

  it("takes a query as text, not as a pattern", () => {
    expect(codes(named("a.c", "abc", "a(", "[x"), "name", 500, ".")).toEqual([0]);
    expect(codes(named("a.c", "abc", "a(", "[x"), "name", 500, "(")).toEqual([2]);
    expect(codes(named("a.c", "abc", "a(", "[x"), "name", 500, "[")).toEqual([3]);
  });

  it.each(NASTY.filter(Boolean))("gives the name %o as it is, and finds it", (name) => {
    const rows = labelRows(decode(messageOf(named("plain", name))), name, "name", 500);
    expect(rows.map((row) => row.name)).toEqual([name]);
  });
});

it("knows which orders follow the slider", () => {
  expect(ORDERS.filter(followsThreshold)).toEqual(["f1", "precision", "recall"]);
});
