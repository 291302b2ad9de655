import type { Figures } from "../decode";
import { count, decimal, percent } from "../format";
import { type Figure, marked } from "./absence";
import { type Counts, countsAt, rates } from "./counts";

/** What the table has columns for. */
export type Column = "name" | "support" | "ap" | "precision" | "recall" | "f1" | "tp" | "fp" | "fn";

/** A cell: its text, and a bar from 0 to 1 (none where the value is undefined). */
export interface TableCell {
  readonly text: string;
  readonly bar: number;
}

export interface TableRow {
  readonly code: number;
  readonly name: string;
  readonly cells: Readonly<Record<Exclude<Column, "name">, TableCell>>;
}

/** Numbers of which more is worse come with the largest first, the others with the smallest: the worst is on top. */
const MORE_IS_WORSE: ReadonlySet<Column> = new Set<Column>(["fp", "fn"]);

function value(statistics: Figures, code: number, column: Column, step: number): number {
  if (column === "support") return statistics.arrays.support[code] ?? 0;
  if (column === "ap") return statistics.arrays.average_precision[code] ?? Number.NaN;
  const counts = countsAt(statistics, { label: code, step });
  if (column === "tp" || column === "fp" || column === "fn") return counts[column];
  return column === "name" ? code : rates(counts)[column];
}

/** Codes with the worst first (or last, `reversed`); undefined ones always last; ties in label order. */
export function tableOrder(statistics: Figures, column: Column, reversed: boolean, step: number): number[] {
  const codes = Array.from({ length: statistics.labels }, (_, code) => code);
  const sign = MORE_IS_WORSE.has(column) !== reversed ? -1 : 1;
  if (column === "name") {
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const name = (code: number) => statistics.about.labels[code] ?? "";
    return codes.sort((a, b) => sign * compare(name(a), name(b)) || a - b);
  }
  const values = codes.map((code) => value(statistics, code, column, step));
  return codes.sort((a, b) => {
    const [x, y] = [values[a] ?? Number.NaN, values[b] ?? Number.NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

function shareCell(numerator: number, denominator: number): TableCell {
  return { text: percent(numerator, denominator), bar: denominator === 0 ? 0 : numerator / denominator };
}

function countCell(value: number, most: number): TableCell {
  return { text: count(value), bar: most === 0 ? 0 : value / most };
}

/** The largest support: what the bars of all counts are measured by, so that they do not change while sliding. */
function mostSupport(statistics: Figures): number {
  return statistics.arrays.support.reduce((most, one) => Math.max(most, one), 0);
}

function cells(statistics: Figures, code: number, step: number, most: number): TableRow["cells"] {
  const { tp, fp, fn }: Counts = countsAt(statistics, { label: code, step });
  const at = (figure: Figure, cell: TableCell) => ({ ...cell, text: marked(statistics, step, figure, cell.text) });
  const ap = statistics.arrays.average_precision[code] ?? Number.NaN;
  return {
    support: countCell(tp + fn, most),
    ap: { text: decimal(ap), bar: Number.isNaN(ap) ? 0 : ap },
    precision: at("precision", shareCell(tp, tp + fp)),
    recall: at("recall", shareCell(tp, tp + fn)),
    f1: at("f1", shareCell(2 * tp, 2 * tp + fp + fn)),
    tp: at("tp", countCell(tp, most)),
    fp: at("fp", { ...countCell(fp, most), bar: Math.min(1, most === 0 ? 0 : fp / most) }),
    fn: at("fn", countCell(fn, most)),
  };
}

/** Rows of the labels at places `from` to `to` of an order: a thousand labels are never made at once. */
export function tableRows(statistics: Figures, order: readonly number[], step: number): TableRow[] {
  const most = mostSupport(statistics);
  return order.map((code) => ({
    code,
    name: statistics.about.labels[code] ?? "",
    cells: cells(statistics, code, step, most),
  }));
}
