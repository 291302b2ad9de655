import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node, PageFile, Pictures, State } from "../../src/page/file";
import { FORMAT } from "../../src/page/file";

interface Fixture {
  readonly tree: Node;
  readonly models: Readonly<Record<string, State>>;
  readonly coordinator: string;
  readonly roles: Readonly<Record<string, string>>;
}

/** What Python says of a view beside its numbers (tests/contract/page.py). */
export function fixture(): Fixture {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../../tests/fixtures/page.json"), "utf8"));
}

export const EMPTY: Pictures = { items: [], lengths: [], problems: [], data: new DataView(new ArrayBuffer(0)) };

/** The traits of a coordinator, as both hosts give them first. */
export function coordinatorState(sent: State, selected: State = {}): State {
  const album = { items: [], lengths: [], problems: [], data: null };
  const { roles } = fixture();
  return {
    ...sent,
    album,
    roles,
    threshold: 0.5,
    label: null,
    split: "TEST",
    cell: null,
    corrections: [],
    ...selected,
  };
}

/** A file with these numbers. */
export function pageFile(sent: State, selected: State = {}): PageFile {
  const { tree, models, coordinator } = fixture();
  const coordinators = { [coordinator]: coordinatorState(sent, selected) };
  return { format: FORMAT, theme: "light", tree, models, coordinators };
}
