import { type Statistics, whole } from "../decode";
import { scoreText } from "../format";
import { ALL } from "../selection";
import type { Pair, Verdict } from "./ranked";

/** Another label that matters on a card: what it is to the item, its name, its score. */
export interface Note {
  readonly lead: string;
  readonly label: string;
  readonly score: string;
  readonly hint: string;
}

/** What a card says, all but the picture. */
export interface CardText {
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly score: string;
  readonly notes: readonly Note[];
}

export function idOf(statistics: Statistics, item: number): string {
  const { ids } = statistics.about;
  const place = whole(statistics, item);
  return ids ? (ids[place] ?? "") : String(place);
}

function nameOf({ about }: Statistics, label: number): string {
  return about.labels[label] ?? "";
}

/** The score as text; one that was not given is sent as -1. */
export function givenScore(score: number, single: boolean): string {
  return score < 0 ? "not given" : scoreText(score, single);
}

function single(scores: ArrayLike<number>): boolean {
  return scores instanceof Float32Array;
}

/** The labels that the item truly bears: on a false positive, what it should have been. */
function trueNotes(statistics: Statistics, item: number): Note[] {
  const { trueStart, trueLabel } = statistics;
  const own = [...trueLabel.slice(trueStart[item], trueStart[item + 1])];
  if (own.length === 0) return [{ lead: "True: none", label: "", score: "", hint: "" }];
  return own.map((label) => ({ lead: "True", label: nameOf(statistics, label), score: "", hint: "" }));
}

const BELOW = "No label of this image reaches the threshold; this one comes nearest.";

/** The item's top label: on a false negative, what was predicted instead, or would have been. */
function topNotes(statistics: Statistics, { item, label }: Pair, step: number): Note[] {
  const { top, top_step, top_score } = statistics.arrays;
  const reached = (top_step[item] ?? 0) >= step;
  if (!reached && top[item] === label) return [{ lead: "Highest of its scores", label: "", score: "", hint: BELOW }];
  const name = nameOf(statistics, top[item] ?? 0);
  const score = scoreText(top_score[item] ?? 0, single(top_score));
  return [
    reached
      ? { lead: "Predicted", label: name, score, hint: "" }
      : { lead: "Highest", label: name, score, hint: BELOW },
  ];
}

/** The texts of a card below the matrix: the predicted label with its score, and the true one. */
export function cellCardText(statistics: Statistics, pair: Pair): CardText {
  return {
    key: `${pair.item} ${pair.label}`,
    id: idOf(statistics, pair.item),
    label: nameOf(statistics, pair.label),
    score: givenScore(pair.score, single(statistics.arrays.top_score)),
    notes: trueNotes(statistics, pair.item),
  };
}

/** The texts of a card for a pair with a verdict at a threshold. */
export function cardText(
  statistics: Statistics,
  verdict: Verdict,
  selected: number,
  pair: Pair,
  step: number,
): CardText {
  const notes = {
    tp: () => [],
    fp: () => trueNotes(statistics, pair.item),
    fn: () => topNotes(statistics, pair, step),
  };
  return {
    key: `${pair.item} ${pair.label}`,
    id: idOf(statistics, pair.item),
    label: selected === ALL ? nameOf(statistics, pair.label) : "",
    score: givenScore(pair.score, single(statistics.arrays.top_score)),
    notes: notes[verdict](),
  };
}
