import type { Statistics } from "../decode";
import { count, scoreText, thresholdText } from "../format";
import { givenScore, idOf } from "./cards";
import type { Pair } from "./ranked";

/** The score of a label as a bar. */
export interface ScoreRow {
  readonly code: number;
  readonly name: string;
  readonly text: string;
  readonly bar: number;
  readonly isTrue: boolean;
  readonly isTop: boolean;
}

/** What Python tells of an item, in so far as it has; null is a score that was not kept, and a rank that is not known. */
export interface Told {
  readonly scores: readonly (number | null)[];
  readonly rank: number | null;
  readonly metadata: readonly (readonly [string, string])[];
}

/** What is said of one image, all but the pictures and its place in the list. */
export interface DetailText {
  readonly id: string;
  readonly label: string;
  readonly score: string;
  readonly truth: readonly string[];
  readonly rows: readonly ScoreRow[];
  readonly labels: number;
  readonly threshold: number;
  readonly threshold_text: string;
  readonly rank: string;
  readonly metadata: readonly (readonly [string, string])[];
}

/** The scores of an item that were sent: all of them where no list was cut short. */
export function scoresHere(statistics: Statistics, item: number): Map<number, number> {
  const { arrays, positiveStart, negativeStart } = statistics;
  const found = new Map<number, number>();
  const gather = (items: ArrayLike<number>, scores: ArrayLike<number>, start: Uint32Array) => {
    for (let label = 0; label + 1 < start.length; label++) {
      for (let at = start[label] ?? 0; at < (start[label + 1] ?? 0); at++) {
        if (items[at] === item) found.set(label, scores[at] ?? 0);
      }
    }
  };
  gather(arrays.positive_item, arrays.positive_score, positiveStart);
  gather(arrays.negative_item, arrays.negative_score, negativeStart);
  found.set(arrays.top[item] ?? 0, arrays.top_score[item] ?? 0);
  return found;
}

export function trueLabelsOf({ trueStart, trueLabel }: Statistics, item: number): number[] {
  return [...trueLabel.slice(trueStart[item], trueStart[item + 1])];
}

function rows(statistics: Statistics, item: number, scores: ReadonlyMap<number, number>): ScoreRow[] {
  const truth = new Set(trueLabelsOf(statistics, item));
  const single = statistics.arrays.top_score instanceof Float32Array;
  const ordered = [...scores].filter(([, score]) => score >= 0).sort(([a, x], [b, y]) => y - x || a - b);
  return ordered.map(([code, score]) => ({
    code,
    name: statistics.about.labels[code] ?? "",
    text: scoreText(score, single),
    bar: score,
    isTrue: truth.has(code),
    isTop: code === statistics.arrays.top[item],
  }));
}

/** How many scores for the label are higher, plus one; undefined where not all of them are here. */
function rankHere(statistics: Statistics, { label, score }: Pair): number | undefined {
  const { about, arrays, positiveStart, negativeStart } = statistics;
  if (about.cap !== null || about.absence) return undefined;
  const higher = (scores: Float32Array | Float64Array, start: Uint32Array) =>
    scores.subarray(start[label], start[label + 1]).filter((other) => other > score).length;
  return 1 + higher(arrays.positive_score, positiveStart) + higher(arrays.negative_score, negativeStart);
}

const ENDINGS = ["th", "st", "nd", "rd"];

/** "1st", "2nd", "11th", "1,003rd". */
export function ordinal(value: number): string {
  const teen = Math.floor(value / 10) % 10 === 1;
  return `${count(value)}${(teen ? undefined : ENDINGS[value % 10]) ?? "th"}`;
}

function kept({ scores }: Told): Map<number, number> {
  const found = new Map<number, number>();
  scores.forEach((score, label) => {
    if (score !== null) found.set(label, score);
  });
  return found;
}

function rankText(rank: number | null | undefined, items: number): string {
  return rank === undefined || rank === null ? "" : `the ${ordinal(rank)} highest of ${count(items)}`;
}

/** Everything that is known of an image: what was sent, and what Python has told since. */
export function detailText(statistics: Statistics, pair: Pair, step: number, told: Told | undefined): DetailText {
  const { item } = pair;
  const scores = told ? kept(told) : scoresHere(statistics, item);
  return {
    id: idOf(statistics, item),
    label: statistics.about.labels[pair.label] ?? "",
    score: givenScore(pair.score, statistics.arrays.top_score instanceof Float32Array),
    truth: trueLabelsOf(statistics, item).map((code) => statistics.about.labels[code] ?? ""),
    rows: rows(statistics, item, scores),
    labels: statistics.labels,
    threshold: step / 1000,
    threshold_text: thresholdText(step),
    rank: rankText(told ? told.rank : rankHere(statistics, pair), statistics.items),
    metadata: told?.metadata ?? [],
  };
}

/** Whether Python has to be asked: for scores that were not sent, or for metadata, which never is. */
export function needsTelling({ about }: Statistics): boolean {
  return about.cap !== null || about.hasMetadata;
}
