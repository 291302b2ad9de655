import type { Statistics } from "../decode";
import { count } from "../format";
import { ANY, type Cell, NONE, OTHER } from "../matrix";
import { ALL } from "../selection";
import type { Verdict } from "./ranked";

/** A sentence with names in it: they stay apart, so that they are shown as data. */
export interface Sentence {
  readonly before: string;
  readonly name: string;
  readonly after: string;
  readonly second?: string;
}

const ONE: Record<Verdict, [string, string]> = {
  tp: ["Images of ", " that the model recognised."],
  fn: ["Images of ", " that the model missed."],
  fp: ["Images that the model took for ", ", but that are not."],
};

const EVERY: Record<Verdict, string> = {
  tp: "Labels that the model predicted rightly: a card for each image and label.",
  fn: "Labels that the model missed: a card for each image and label.",
  fp: "Labels that the model predicted wrongly: a card for each image and label.",
};

const EMPTY: Record<Verdict, string> = {
  tp: "None: at this threshold nothing is predicted rightly.",
  fn: "None: at this threshold nothing is missed.",
  fp: "None: at this threshold nothing is predicted wrongly.",
};

/** What a grid shows, in words. */
export function gridSentence(verdict: Verdict, label: number, name: string): Sentence {
  if (label === ALL) return { before: EVERY[verdict], name: "", after: "" };
  const [before, after] = ONE[verdict];
  return { before, name, after };
}

/** The images of a cell, a row or a column in words: "5 images: true roses, predicted tulips". */
export function cellSentence({ about }: Statistics, { truth, predicted }: Cell, images: string): Sentence {
  const named = (code: number) => (code < 0 ? "" : (about.labels[code] ?? ""));
  const words = [trueWords(truth), predictedWords(predicted)];
  const [before, after] = truth === ANY ? [words[1], ""] : [words[0], predicted === ANY ? "" : `, ${words[1]}`];
  return {
    before: `${images}: ${before}`,
    name: named(truth === ANY ? predicted : truth),
    after: after ?? "",
    second: truth === ANY ? "" : named(predicted),
  };
}

function trueWords(truth: number): string {
  return truth === OTHER ? "true label among the others" : "true ";
}

function predictedWords(predicted: number): string {
  if (predicted === NONE) return "nothing predicted at this threshold";
  return predicted === OTHER ? "predicted a label among the others" : "predicted ";
}

/** What stands in place of the cards where there are none. */
export function emptyText(verdict: Verdict): string {
  return EMPTY[verdict];
}

/** The pager: "1 - 6 of 87". */
export function pagerText(first: number, shown: number, total: number): string {
  return total === 0 ? "0 of 0" : `${count(first + 1)} - ${count(first + shown)} of ${count(total)}`;
}

/** What stands in place of the cards where a search has found none. */
export function searchedText(query: string): string {
  return `None of these images has “${query}” in it.`;
}

/** Where an image stands in the list of its grid: "3 of 58". */
export function placeText(at: number, total: number): string {
  return at < 0 ? `no longer among these ${count(total)}` : `${count(at + 1)} of ${count(total)}`;
}

/** The images of a bar of the histogram: "12 images of roses with a score from 0.45 to 0.5"; no name is all labels. */
export function barSentence(truths: boolean, name: string, images: string, range: string): Sentence {
  const scores = `with a score from ${range}`;
  if (!name)
    return { before: `${images} with a label that is ${truths ? "true" : "not true"}, ${scores}.`, name, after: "" };
  if (truths) return { before: `${images}: true `, name, after: `, ${scores} for it.` };
  return { before: `${images} of other labels, ${scores} for `, name, after: "." };
}

/** Of corrections that do not fit the data that is looked at. */
export function correctedText(unfit: number): string {
  const these = unfit === 1 ? "1 of them does" : `${count(unfit)} of them do`;
  return `${these} not count here: the label is another one by now or unknown, or the verdicts contradict each other.`;
}
