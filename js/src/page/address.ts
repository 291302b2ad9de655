import { ANY, NONE, OTHER } from "../matrix";

/** What a link points to, as traits of the coordinator. */
export interface Target {
  readonly threshold: number;
  readonly label: string | null;
  readonly split: string;
  readonly cell: readonly [number, number] | null;
}

type Side = "true" | "predicted";

/** Names as they are, and our own words under keys of their own: a label may be named "(other)". */
const WORDS = { other: OTHER, none: NONE } as const;

/** What a link can name. */
export interface Known {
  readonly labels: readonly string[];
  readonly splits: readonly string[];
}

/** The text behind the "#" that points to this: label=roses&threshold=0.84&true=roses&predicted=tulips. */
export function addressOf({ threshold, label, split, cell }: Target, { labels, splits }: Known): string {
  const parts: [string, string][] = [["threshold", String(threshold)]];
  if (label !== null) parts.unshift(["label", label]);
  if (splits.length > 1) parts.push(["split", split]);
  const sides: [Side, number][] = cell
    ? [
        ["true", cell[0]],
        ["predicted", cell[1]],
      ]
    : [];
  // Of a whole row or column only one side is named.
  for (const [side, code] of sides.filter(([, code]) => code !== ANY)) {
    const word = Object.entries(WORDS).find(([, own]) => own === code)?.[0];
    parts.push(word ? [word, side] : [side, labels[code] ?? ""]);
  }
  return parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
}

/** The parts of an address; none where it was cut or mangled on its way. */
function partsOf(hash: string): (readonly [string, string])[] {
  const parts = hash.replace(/^#/, "").split("&").filter(Boolean);
  try {
    return parts.map((part) => {
      const [key = "", ...rest] = part.split("=");
      return [key, decodeURIComponent(rest.join("="))] as const;
    });
  } catch {
    throw new Error("its address is not complete");
  }
}

function codeOf(name: string, labels: readonly string[]): number {
  const code = labels.indexOf(name);
  if (code < 0) throw new Error(`there is no label “${name}” here`);
  return code;
}

function thresholdOf(text: string): number {
  const threshold = Number(text);
  if (text.trim() === "" || !(threshold >= 0 && threshold <= 1)) {
    throw new Error(`a threshold is a number from 0 to 1, not “${text}”`);
  }
  return threshold;
}

function splitOf(name: string, splits: readonly string[]): string {
  if (!splits.includes(name) && name !== "all") throw new Error(`there is no split “${name}” here`);
  return name;
}

/** What an address points to; an error, in words, where that is not here. */
export function targetOf(hash: string, { labels, splits }: Known): Partial<Target> {
  const target: { threshold?: number; label?: string | null; split?: string } = {};
  const codes: Partial<Record<Side, number>> = {};
  for (const [key, value] of partsOf(hash)) {
    if (key === "threshold") target.threshold = thresholdOf(value);
    else if (key === "label") target.label = labels[codeOf(value, labels)] ?? null;
    else if (key === "split") target.split = splitOf(value, splits);
    else if (key === "true" || key === "predicted") codes[key] = codeOf(value, labels);
    else if (key === "other" && (value === "true" || value === "predicted")) codes[value] = OTHER;
    else if (key === "none" && value === "predicted") codes.predicted = NONE;
  }
  const { true: truth = ANY, predicted = ANY } = codes;
  return truth === ANY && predicted === ANY ? target : { ...target, cell: [truth, predicted] };
}
