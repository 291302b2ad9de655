import type { Figures, Statistics } from "../decode";
import { wholePercent } from "../format";
import type { Head, Matrix } from "./confusion";
import type { Rankings } from "./ranked";

/** Counts of pairs of labels: `count` of the `total` items that bear the row's label but not the column's. */
export interface PairCounts {
  readonly codes: readonly number[];
  readonly count: readonly (readonly number[])[];
  readonly total: readonly (readonly number[])[];
}

/** The labels with the lowest average precision, undefined last, ties in label order; then in label order. */
export function weakest({ labels, arrays }: Figures, size: number): number[] {
  const area = (code: number) => {
    const value = arrays.average_precision[code] ?? Number.NaN;
    return Number.isNaN(value) ? Infinity : value;
  };
  const codes = Array.from({ length: labels }, (_, code) => code);
  // Not by subtraction alone: two undefined ones would give NaN.
  codes.sort((a, b) => (area(a) === area(b) ? a - b : area(a) - area(b)));
  return codes.slice(0, size).sort((a, b) => a - b);
}

function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}

function add(table: number[][], row: number | undefined, column: number | undefined, by: number): void {
  const line = row === undefined ? undefined : table[row];
  if (line && column !== undefined) line[column] = (line[column] ?? 0) + by;
}

function labelsOf({ trueStart, trueLabel }: Statistics, item: number): Uint32Array {
  return trueLabel.subarray(trueStart[item], trueStart[item + 1]);
}

/** How many items bear one label but not another: all that bear it, less those that bear both. */
function totals(statistics: Statistics, codes: readonly number[], place: ReadonlyMap<number, number>): number[][] {
  const total = codes.map((code) => codes.map(() => statistics.arrays.support[code] ?? 0));
  for (let item = 0; item < statistics.items; item++) {
    const own = labelsOf(statistics, item);
    for (const one of own) for (const other of own) add(total, place.get(one), place.get(other), -1);
  }
  return total;
}

/** Count here, where all false pairs were sent; undefined where they were not. */
export function countPairs(
  statistics: Statistics,
  rankings: Rankings,
  size: number,
  step: number,
): PairCounts | undefined {
  if (statistics.about.cap !== null) return undefined;
  const codes = weakest(statistics, size);
  const place = new Map(codes.map((code, at) => [code, at]));
  const count = zeros(codes.length);
  codes.forEach((predicted, column) => {
    for (const item of rankings.falseItems(predicted, step)) {
      for (const truth of labelsOf(statistics, item)) add(count, place.get(truth), column, 1);
    }
  });
  return { codes, count, total: totals(statistics, codes, place) };
}

/** The counts as a table with the texts of a matrix; its diagonal is empty. */
export function pairMatrix({ about }: Figures, { codes, count, total }: PairCounts): Matrix {
  const columns: Head[] = codes.map((code) => ({ code, name: about.labels[code] ?? "" }));
  const rows = columns.map((head, row) => {
    const cells = columns.map((_, column) => {
      const [some, all] = [count[row]?.[column] ?? 0, total[row]?.[column] ?? 0];
      const strength = some === 0 ? 0 : Math.min(4, 1 + Math.floor((4 * some) / all));
      return { count: some, text: row === column ? "" : wholePercent(some, all), strength };
    });
    return { ...head, total: total[row]?.reduce((most, one) => Math.max(most, one), 0) ?? 0, cells };
  });
  return { columns, rows };
}
