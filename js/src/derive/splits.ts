import type { Evaluation, Figures } from "../decode";
import { count } from "../format";

const DEFAULT = "TEST";
const ALL = "all";

/** A split that can be chosen, and how many items it has. */
export interface SplitChoice {
  readonly name: string;
  readonly text: string;
  readonly size: string;
}

/** The splits that have items, and all of them together where there are several. */
export function splitChoices({ splits, sizes }: Evaluation): SplitChoice[] {
  const each = splits.map((name, at) => ({ name, text: name, size: count(sizes[at] ?? 0) }));
  if (splits.length < 2) return each;
  return [...each, { name: ALL, text: "All", size: count(sizes.reduce((sum, size) => sum + size, 0)) }];
}

/** What is shown in place of the split that a person would expect; nothing where that is there. */
export function insteadText({ splits }: Evaluation): string {
  return splits.includes(DEFAULT) ? "" : `No item is in the ${DEFAULT} split.`;
}

/** Where the numbers come from: "TEST split, 367 items"; and why not from the one that a person would expect. */
export function splitText({ about, items }: Figures): string {
  const size = `${count(items)} ${items === 1 ? "item" : "items"}`;
  const from = about.split === ALL ? `All splits, ${size}` : `${about.split} split, ${size}`;
  return about.splits.includes(DEFAULT) ? from : `${from} (no item is in the ${DEFAULT} split)`;
}
