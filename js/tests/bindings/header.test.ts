// @vitest-environment node

import { expect, it } from "vitest";
import { bindHeader } from "../../src/bindings/header";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

it("tells the model's name and kind, and in a sentence what a screen reader shall hear", () => {
  const model = new FakeModel();
  const binding = bindHeader(model);
  const scene = sceneOf(FLOWERS, {}, { about: { name: "<b>cloud</b>" } });
  binding.show(scene);
  expect([model.get("name"), model.get("kind"), model.get("ready")]).toEqual([
    "<b>cloud</b>",
    "Single-label classification",
    true,
  ]);
  expect(model.get("said")).toBe("All labels at confidence 0.50: precision 50%, recall 50%.");
  binding.show(moved(scene, { label: 1, step: 845 }));
  expect(model.get("said")).toBe("rose at confidence 0.845: precision –, recall 0%.");
  binding.show(sceneOf(FLOWERS, {}, { about: { splits: ["TRAIN", "TEST"] } }));
  expect(model.get("said")).toMatch(/^TEST split, 6 items\. All labels at confidence 0\.50: /);
  binding.hear(new Heard(), new AbortController().signal);
  expect(model.listeners()).toBe(0);
});
