import type { Statistics } from "../decode";
import { idOf } from "./cards";
import { trueLabelsOf } from "./detail";

/** What can be said of an item: as `aew.Corrections` has it. */
export type Verdict = "wrong_label" | "ambiguous" | "bad_image" | "duplicate" | "note";

/** A label, or of several labels a list; null where it is not said. */
export type Label = string | readonly string[] | null;

/** One verdict on one item; a row of the file. */
export interface Correction {
  readonly id: string;
  readonly verdict: Verdict;
  readonly old_label: Label;
  readonly new_label: Label;
  readonly note: string;
  readonly when: string;
}

const NAMES: Record<Verdict, string> = {
  wrong_label: "Wrong label",
  ambiguous: "Ambiguous",
  bad_image: "Bad image",
  duplicate: "Duplicate",
  note: "Note",
};

export function verdictName(verdict: Verdict): string {
  return NAMES[verdict];
}

/** A moment as Python writes it, in UTC and with microseconds: "2026-01-22T09:30:00.123000+00:00". */
export function momentText(when: Date): string {
  return when.toISOString().replace("Z", "000+00:00");
}

/** What the data say of an item: its label, or of several labels the list. */
export function labelOf(statistics: Statistics, item: number): Label {
  const names = trueLabelsOf(statistics, item).map((code) => statistics.about.labels[code] ?? "");
  return statistics.about.multilabel ? names : (names[0] ?? null);
}

export function of(corrections: readonly Correction[], id: string): readonly Correction[] {
  return corrections.filter((one) => one.id === id);
}

export function without(corrections: readonly Correction[], id: string): readonly Correction[] {
  return corrections.filter((one) => one.id !== id);
}

/** The corrections with a verdict on an item, in place of what was said of it; its note stays where no other is given. */
export function withVerdict(
  corrections: readonly Correction[],
  statistics: Statistics,
  item: number,
  said: { readonly verdict: Verdict; readonly new_label?: Label; readonly note?: string },
  when: Date,
): readonly Correction[] {
  const id = idOf(statistics, item);
  const before = of(corrections, id);
  const made: Correction = {
    id,
    verdict: said.verdict,
    old_label: labelOf(statistics, item),
    new_label: said.new_label ?? null,
    note: said.note ?? before.map(({ note }) => note).find(Boolean) ?? "",
    when: momentText(when),
  };
  return [...without(corrections, id), made];
}

/** What was said of an item, in short: the name of the verdict, the label that is right, the note. */
export interface Badge {
  readonly verdict: string;
  readonly name: string;
  readonly label: string;
  readonly note: string;
}

function labelText(label: Label): string {
  if (label === null || typeof label === "string") return label ?? "";
  return label.length > 0 ? label.join(", ") : "no label";
}

export function badge(corrections: readonly Correction[], id: string): Badge | null {
  const said = of(corrections, id);
  const [first] = said;
  if (!first) return null;
  if (said.length > 1) return { verdict: "conflict", name: "Contradictory verdicts", label: "", note: "" };
  const { verdict, new_label, note } = first;
  return { verdict, name: NAMES[verdict], label: labelText(new_label), note };
}

/** A row of the list of corrections. */
export interface CorrectionRow extends Badge {
  readonly id: string;
  readonly old: string;
}

/** All that was said, the last first. */
export function correctionRows(corrections: readonly Correction[]): CorrectionRow[] {
  const rows = corrections.map(({ id, verdict, old_label, new_label, note }) => ({
    id,
    verdict,
    name: NAMES[verdict],
    old: labelText(old_label),
    label: labelText(new_label),
    note,
  }));
  return rows.reverse();
}

const COLUMNS = ["id", "verdict", "old_label", "new_label", "note", "when"];
const SEVERAL = ["id", "verdict", "old_labels", "new_labels", "note", "when"];

function cell(label: Label, several: boolean): string {
  if (label === null) return "";
  if (!several) return String(label);
  // As Python writes it, with a space after each comma.
  const names = typeof label === "string" ? [label] : label;
  return `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}

/** The file that `aew.Corrections.load` reads back exactly. The twin of corrections/files.py. */
export function csvText(corrections: readonly Correction[]): string {
  const several = corrections.some((one) => Array.isArray(one.old_label) || Array.isArray(one.new_label));
  const rows = corrections.map((one) => [
    one.id,
    one.verdict,
    cell(one.old_label, several),
    cell(one.new_label, several),
    one.note,
    one.when,
  ]);
  const lines = [several ? SEVERAL : COLUMNS, ...rows].map((row) =>
    row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","),
  );
  return lines.map((line) => `${line}\n`).join("");
}
