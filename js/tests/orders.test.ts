// @vitest-environment node

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellSource } from "../src/bindings/grid_sources";
import { confusedPairs, confusedRows } from "../src/derive/confused_pairs";
import { Matrices } from "../src/derive/confusion";
import { type Correction, csvText } from "../src/derive/corrections";
import { BARS, histogram, stepsOf } from "../src/derive/histogram";
import { countsIf, planOf } from "../src/derive/if_corrected";
import { Listings } from "../src/derive/listing";
import type { Order } from "../src/derive/orders";
import { type Pair, Rankings, type Verdict } from "../src/derive/ranked";
import { ANY } from "../src/matrix";
import { START } from "../src/selection";
import { sceneFrom } from "./fakes/scene";
import { goldens, statisticsIn } from "./golden";

interface Ends<T> {
  readonly total: number;
  readonly first: readonly T[];
  readonly last: readonly T[];
}

interface Table {
  readonly lists: readonly (Ends<readonly [number, number]> & {
    readonly case: string;
    readonly verdict: Verdict;
    readonly label: number;
    readonly step: number;
    readonly order: Order;
  })[];
  readonly confusions: readonly (Ends<readonly [number, number, number, string]> & {
    readonly case: string;
    readonly step: number | null;
  })[];
  readonly corrected: readonly {
    readonly case: string;
    readonly corrections: readonly Correction[];
    readonly counts: readonly (readonly [number, number, number, number, number, number])[];
  }[];
  readonly files: readonly { readonly corrections: readonly Correction[]; readonly csv: string }[];
  readonly scored: readonly (Ends<readonly [number, number]> & {
    readonly case: string;
    readonly from: number;
    readonly to: number;
    readonly label: number;
    readonly truths: boolean;
    readonly order: Exclude<Order, "boundary">;
  })[];
  readonly cells: readonly (Ends<number> & {
    readonly case: string;
    readonly row: number | null;
    readonly column: number | null;
    readonly step: number | null;
    readonly order: Order;
  })[];
}

/** The lists that Python gives in every order (tests/contract/orders.py). */
const TABLE = JSON.parse(readFileSync(join(import.meta.dirname, "../../tests/fixtures/orders.json"), "utf8")) as Table;

const EVALUATIONS = new Map(
  await Promise.all(
    goldens().map(async (golden) => {
      const statistics = await statisticsIn(golden);
      const rankings = new Rankings(statistics);
      const listings = new Listings(statistics, rankings);
      return [golden.name, { statistics, rankings, listings, matrices: new Matrices(statistics) }] as const;
    }),
  ),
);

function evaluation(name: string) {
  const found = EVALUATIONS.get(name);
  if (!found) throw new Error(`no golden file ${name}`);
  return found;
}

function ends<T>(all: readonly T[], { first, last }: Ends<T>) {
  const rest = all.slice(first.length);
  return { total: all.length, first: all.slice(0, first.length), last: last.length ? rest.slice(-last.length) : [] };
}

describe("a list is in the order that Python gives it", () => {
  it.each(TABLE.lists)(
    "$case: $verdict of $label at $step, $order",
    ({ case: name, verdict, label, step, order, ...expected }) => {
      const { listings, rankings, statistics } = evaluation(name);
      const list = listings.list(verdict, label, step, order, null);
      expect(rankings.stretch(verdict, label, step, 0, 0).total).toBe(expected.total);
      if (!list) {
        // Not all of it was sent, and nobody pretends that it was.
        expect([verdict, statistics.about.cap === null]).toEqual(["fp", false]);
        return;
      }
      const pairs = list.pairs(0, list.total);
      const shown = pairs.map(({ item, label: own }) => [item, own] as const);
      expect(ends(shown, expected)).toEqual(expected);
      for (const at of [0, pairs.length >> 1, pairs.length - 1]) {
        if (pairs[at]) expect(list.find(pairs[at] as Pair)).toBe(at);
      }
    },
  );
});

describe("a cell, a row, a column is in the order that Python gives it", () => {
  it.each(TABLE.cells)(
    "$case: $row, $column at $step, $order",
    ({ case: name, row, column, step, order, ...expected }) => {
      const known = evaluation(name);
      const scene = sceneFrom(known.statistics, {
        ...START,
        step: step ?? 0,
        cell: { truth: row ?? ANY, predicted: column ?? ANY },
        matrix: { size: known.statistics.labels, atThreshold: step !== null },
      });
      const shelf = cellSource(scene).shelf({ size: 6, order, query: "" });
      if (shelf === undefined || shelf instanceof Error) throw new Error("the items of a cell are here");
      const items = (shelf.pairs(0, shelf.total) as Pair[]).map(({ item }) => item);
      expect(ends(items, expected)).toEqual(expected);
    },
  );
});

describe("the pairs of labels that are confused are those of Python", () => {
  it.each(TABLE.confusions)("$case, at $step", ({ case: name, step, ...expected }) => {
    const { statistics } = evaluation(name);
    const pairs = confusedPairs(statistics, step);
    const rows = confusedRows(statistics, pairs);
    const shown = pairs.map(
      ({ truth, predicted, count }, at) => [truth, predicted, count, rows[at]?.share ?? ""] as const,
    );
    expect(ends(shown, expected)).toEqual(expected);
  });
});

describe("a bar's images are those of Python, and as many as it is high", () => {
  it.each(TABLE.scored)("$case: $truths of $label, $from to $to, $order", (one) => {
    const { case: name, from, to, label, truths, order, ...expected } = one;
    const { statistics, rankings, listings } = evaluation(name);
    const list = listings.range(truths, label, from, to, order, null);
    expect(rankings.count(truths, label, from, to)).toBe(expected.total);
    const bars = histogram(statistics, label);
    const bar = Array.from({ length: BARS }, (_, at) => at).find((at) => stepsOf(at).from === from);
    expect((truths ? bars.truths : bars.others)[bar ?? -1]?.count).toBe(expected.total);
    if (!list) {
      expect([truths, statistics.about.cap === null]).toEqual([false, false]);
      return;
    }
    const shown = list.pairs(0, list.total).map(({ item, label: own }) => [item, own] as const);
    expect(ends(shown, expected)).toEqual(expected);
  });
});

describe("if corrections are right, the counts are those of Python", () => {
  it.each(TABLE.corrected)("$case", ({ case: name, corrections, counts }) => {
    const { statistics, rankings } = evaluation(name);
    const plan = planOf(statistics, corrections);
    expect([plan.unfit, plan.fit.length]).toEqual([0, corrections.length]);
    let known = 0;
    for (const [label, step, tp, fp, fn, tn] of counts) {
      const found = countsIf(statistics, rankings, plan, label, step);
      if (found) expect([label, step, found]).toEqual([label, step, { tp, fp, fn, tn }]);
      known += Number(found !== undefined);
    }
    // Python is asked only where false pairs were not sent.
    expect(known === counts.length || statistics.about.cap !== null).toBe(true);
  });
});

it("the file of corrections is the one that Python writes, to the last byte", () => {
  for (const { corrections, csv } of TABLE.files) expect(csvText(corrections)).toBe(csv);
});
