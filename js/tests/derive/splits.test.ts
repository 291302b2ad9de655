// @vitest-environment node

import { expect, it } from "vitest";
import { splitText } from "../../src/derive/splits";
import { FLOWERS } from "../fakes/cases";
import { sceneOf } from "../fakes/scene";

function textOf(split: string, splits: string[]): string {
  const { statistics } = sceneOf(FLOWERS);
  return splitText({ ...statistics, about: { ...statistics.about, split, splits } });
}

it.each([
  ["TEST", ["TEST"], "TEST split, 6 items"],
  ["TRAIN", ["TRAIN", "TEST"], "TRAIN split, 6 items"],
  ["all", ["TRAIN", "TEST"], "All splits, 6 items"],
  ["TRAIN", ["TRAIN"], "TRAIN split, 6 items (no item is in the TEST split)"],
  ["all", ["TRAIN", "VALIDATION"], "All splits, 6 items (no item is in the TEST split)"],
])("says that the numbers come from %s", (split, splits, text) => {
  expect(textOf(split, splits)).toBe(text);
});
