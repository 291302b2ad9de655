import type { Figures } from "../decode";
import { count, decimal, percent } from "../format";
import { marked } from "./absence";
import { countsAt, rates } from "./counts";

/** What the labels can be ordered by. */
export type Order = "name" | "support" | "ap" | "f1" | "precision" | "recall";

/** One line of the list of labels. */
export interface LabelRow {
  readonly code: number;
  readonly name: string;
  readonly support: string;
  readonly value: string;
}

/** Orders that follow the slider. */
export function followsThreshold(order: Order): boolean {
  return order === "f1" || order === "precision" || order === "recall";
}

function matching(statistics: Figures, query: string): number[] {
  const sought = query.trim().toLocaleLowerCase();
  const codes: number[] = [];
  statistics.about.labels.forEach((name, code) => {
    if (name.toLocaleLowerCase().includes(sought)) codes.push(code);
  });
  return codes;
}

/** A few labels whose names contain the query, those that begin with it first. */
export function matchingLabels(statistics: Figures, query: string, few: number): { code: number; name: string }[] {
  const sought = query.trim().toLocaleLowerCase();
  const found = matching(statistics, query).map((code) => ({ code, name: statistics.about.labels[code] ?? "" }));
  const late = ({ name }: { name: string }) => Number(!name.toLocaleLowerCase().startsWith(sought));
  return found.sort((a, b) => late(a) - late(b) || a.code - b.code).slice(0, few);
}

function figure(statistics: Figures, code: number, order: Order, step: number): number {
  if (order === "support") return statistics.arrays.support[code] ?? 0;
  if (order === "ap" || order === "name") return statistics.arrays.average_precision[code] ?? Number.NaN;
  return rates(countsAt(statistics, { label: code, step }))[order];
}

/** Ascending, so that the worst is first; undefined ones last; ties in the order of the labels. */
function worstFirst(figures: Map<number, number>) {
  const value = (code: number) => figures.get(code) ?? Number.NaN;
  return (a: number, b: number): number => {
    const [x, y] = [value(a), value(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return x - y || a - b;
  };
}

function byName(statistics: Figures) {
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  return (a: number, b: number) => compare(statistics.about.labels[a] ?? "", statistics.about.labels[b] ?? "") || a - b;
}

function valueText(statistics: Figures, code: number, order: Order, step: number): string {
  const { tp, fp, fn } = countsAt(statistics, { label: code, step });
  if (order === "precision") return marked(statistics, step, order, percent(tp, tp + fp));
  if (order === "recall") return marked(statistics, step, order, percent(tp, tp + fn));
  if (order === "f1") return marked(statistics, step, order, percent(2 * tp, 2 * tp + fp + fn));
  return decimal(statistics.arrays.average_precision[code]);
}

/** The labels whose names contain the query, ordered, with their support and the figure that orders them. */
export function labelRows(statistics: Figures, query: string, order: Order, step: number): LabelRow[] {
  const codes = matching(statistics, query);
  const figures = new Map(codes.map((code) => [code, figure(statistics, code, order, step)]));
  codes.sort(order === "name" ? byName(statistics) : worstFirst(figures));
  return codes.map((code) => ({
    code,
    name: statistics.about.labels[code] ?? "",
    support: count(statistics.arrays.support[code] ?? 0),
    value: valueText(statistics, code, order, step),
  }));
}
