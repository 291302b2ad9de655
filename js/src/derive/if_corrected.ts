import type { Statistics } from "../decode";
import { percent } from "../format";
import { ALL } from "../selection";
import { idOf } from "./cards";
import { type Correction, labelOf } from "./corrections";
import { type Counts, countsAt } from "./counts";
import { trueLabelsOf } from "./detail";
import type { Rankings } from "./ranked";

/** What becomes of an item: the labels that it is to bear, or null where it is left out. */
interface Change {
  readonly item: number;
  readonly labels: readonly number[] | null;
}

/** The corrections that change a number, and how many do not fit this data. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Those that fit, for whoever has to be asked. */
  readonly fit: readonly Correction[];
  /** Of items that bear another label by now, with unknown labels, or with contradictory verdicts. */
  readonly unfit: number;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The codes of a label, or of a list of them for several labels; undefined where it is none of this data. */
function codesOf(statistics: Statistics, label: Correction["new_label"]): number[] | undefined {
  if (Array.isArray(label) !== statistics.about.multilabel) return undefined;
  const names = typeof label === "string" ? [label] : (label ?? []);
  const codes = names.map((name) => statistics.about.labels.indexOf(name));
  return codes.includes(-1) ? undefined : codes;
}

/** What corrections come to in a split; those of items of other splits are none of its business. */
export function planOf(statistics: Statistics, corrections: readonly Correction[]): Plan {
  const places = new Map<string, number>();
  for (let item = 0; item < statistics.items; item++) places.set(idOf(statistics, item), item);
  const here = corrections.filter(({ id }) => places.has(id));
  const times = new Map<string, number>();
  for (const { id } of here) times.set(id, (times.get(id) ?? 0) + 1);
  const changes: Change[] = [];
  const fit: Correction[] = [];
  for (const one of here) {
    const item = places.get(one.id) ?? 0;
    const labels = one.verdict === "wrong_label" ? codesOf(statistics, one.new_label) : null;
    if (times.get(one.id) !== 1 || labels === undefined || isStale(statistics, one, item)) continue;
    fit.push(one);
    if (one.verdict !== "note" && one.verdict !== "ambiguous") changes.push({ item, labels });
  }
  return { changes, fit, unfit: here.length - fit.length };
}

/** Whether a label was put right that is another one by now; one that has been put right already is fine. */
function isStale(statistics: Statistics, { verdict, old_label, new_label }: Correction, item: number): boolean {
  if (verdict !== "wrong_label" || old_label === null) return false;
  const now = labelOf(statistics, item);
  return !sameLabels(old_label, now) && !sameLabels(new_label, now);
}

function sameLabels(a: Correction["old_label"], b: Correction["old_label"]): boolean {
  return Array.isArray(a) && Array.isArray(b) ? same([...a].sort(), [...b].sort()) : same(a, b);
}

/** Whether the score of an item for a label reaches the threshold; undefined where it was not sent. */
function reaches(statistics: Statistics, rankings: Rankings, item: number, label: number, step: number) {
  const { top, top_step } = statistics.arrays;
  if (top[item] === label) return (top_step[item] ?? 0) >= step;
  // No score is higher than the top one.
  if ((top_step[item] ?? 0) < step) return false;
  const own = rankings.stepOf(item, label);
  return own === undefined ? undefined : own >= step;
}

const KEY = { true: { true: "tp", false: "fn" }, false: { true: "fp", false: "tn" } } as const;

/** The counts if the plan is right; undefined where that takes scores that were not sent. */
export function countsIf(
  statistics: Statistics,
  rankings: Rankings,
  { changes }: Plan,
  label: number,
  step: number,
): Counts | undefined {
  const counts = { ...countsAt(statistics, { label, step }) };
  const codes = label === ALL ? Array.from({ length: statistics.labels }, (_, code) => code) : [label];
  for (const { item, labels } of changes) {
    const before = new Set(trueLabelsOf(statistics, item));
    const after = labels && new Set(labels);
    for (const code of codes) {
      if (after && before.has(code) === after.has(code)) continue;
      const reached = reaches(statistics, rankings, item, code, step);
      if (reached === undefined) return undefined;
      counts[KEY[`${before.has(code)}`][`${reached}`]] -= 1;
      if (after) counts[KEY[`${after.has(code)}`][`${reached}`]] += 1;
    }
  }
  return counts;
}

/** A figure now, and if the corrections are right. */
export interface Compared {
  readonly name: string;
  readonly now: string;
  readonly corrected: string;
}

export function compared(now: Counts, then: Counts): Compared[] {
  const row = (name: string, read: (counts: Counts) => string) => ({ name, now: read(now), corrected: read(then) });
  return [
    row("precision", ({ tp, fp }) => percent(tp, tp + fp)),
    row("recall", ({ tp, fn }) => percent(tp, tp + fn)),
    row("F1", ({ tp, fp, fn }) => percent(2 * tp, 2 * tp + fp + fn)),
  ];
}
