import type { Figures } from "../decode";
import { count } from "../format";

const DEFAULT = "TEST";

/** Where the numbers come from: "TEST split, 367 items"; and why not from the one that a person would expect. */
export function splitText({ about, items }: Figures): string {
  const size = `${count(items)} ${items === 1 ? "item" : "items"}`;
  const from = about.split === "all" ? `All splits, ${size}` : `${about.split} split, ${size}`;
  return about.splits.includes(DEFAULT) ? from : `${from} (no item is in the ${DEFAULT} split)`;
}
