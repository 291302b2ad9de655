// @vitest-environment node

import { expect, it } from "vitest";
import { bindSplitSelector } from "../../src/bindings/split_selector";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

it("shows the splits with their sizes, all of them last, and which is picked", () => {
  const model = new FakeModel();
  const binding = bindSplitSelector(model);
  const scene = sceneOf(FLOWERS, {}, { about: { splits: ["TRAIN", "TEST"], sizes: [12_345, 6] } });
  binding.show(scene);
  expect(model.get("choices")).toEqual([
    { name: "TRAIN", text: "TRAIN", size: "12,345" },
    { name: "TEST", text: "TEST", size: "6" },
    { name: "all", text: "All", size: "12,351" },
  ]);
  expect([model.get("picked"), model.get("note"), model.get("ready")]).toEqual(["TEST", "", true]);
  binding.show(moved(scene, { split: "all" }));
  expect(model.get("picked")).toBe("all");
});

it("names the only split, and says so where it is not the one that is expected", () => {
  const model = new FakeModel();
  bindSplitSelector(model).show(sceneOf(FLOWERS, { split: "TRAIN" }, { about: { splits: ["TRAIN"], sizes: [6] } }));
  expect(model.get("choices")).toEqual([{ name: "TRAIN", text: "TRAIN", size: "6" }]);
  expect(model.get("note")).toBe("No item is in the TEST split.");
});

it("tells what a person picks", () => {
  const model = new FakeModel();
  const heard = new Heard();
  bindSplitSelector(model).hear(heard, new AbortController().signal);
  model.set({ picked: "VALIDATION" });
  expect(heard.selections).toEqual([{ split: "VALIDATION" }]);
});

it("still shows what there is to choose from while a split is on its way", () => {
  const model = new FakeModel();
  const binding = bindSplitSelector(model);
  binding.show(sceneOf(FLOWERS));
  binding.wait?.();
  expect([model.get("ready"), (model.get("choices") as unknown[]).length]).toEqual([true, 1]);
});
