import type { Figures } from "../decode";
import { DASH, thresholdText } from "../format";

/** What is known of scores that were not given: no one of them reaches a step above `step`. */
export interface Absence {
  /** Which were, as a clause: "only the top 5 scores of each image were given". */
  readonly given: string;
  readonly step: number;
}

/** A number that can be wrong in one way only, or in both, where an absent score can reach the threshold. */
export type Figure = "tp" | "fp" | "fn" | "recall" | "fpr" | "precision" | "f1" | "accuracy";

const MARKS: Record<Figure, string> = {
  tp: "≥",
  fp: "≥",
  fn: "≤",
  recall: "≥",
  fpr: "≥",
  precision: "≈",
  f1: "≈",
  accuracy: "≈",
};

/** Whether counts at a step are bounds; at 0 everything is predicted, with a score or without. */
export function isBound({ about }: Figures, step: number): boolean {
  return step > 0 && step <= (about.absence?.step ?? 0);
}

/** The first step from which on all counts are exact, but for step 0. */
export function firstExact({ about }: Figures): number {
  return about.absence ? about.absence.step + 1 : 0;
}

/** A text that says how its number can be wrong: "≥ 354", "≈ 96.9%". */
export function marked(figures: Figures, step: number, figure: Figure, text: string): string {
  return isBound(figures, step) && text !== DASH ? `${MARKS[figure]} ${text}` : text;
}

/** Why a figure that needs all scores is missing; empty where none is absent. */
export function notAvailable({ about }: Figures): string {
  return about.absence ? `Not available: ${about.absence.given}.` : "";
}

/** Why the bars of the lowest scores are empty; empty where none is absent. */
export function barsNote({ about }: Figures): string {
  if (!about.absence) return "";
  return `No bars up to ${thresholdText(about.absence.step)}: ${about.absence.given}.`;
}

/** What stands beside numbers where scores are absent; empty where none is. */
export function absenceNote(figures: Figures, step: number): string {
  const { absence } = figures.about;
  if (!absence) return "";
  const first = `${absence.given.replace("o", "O")}.`;
  if (!isBound(figures, step)) return `${first} Numbers that need the others are not available.`;
  const up = thresholdText(absence.step);
  return `${first} Up to threshold ${up} others can be predicted too: ≥ and ≤ mark bounds, ≈ what can be more or less.`;
}
