// @vitest-environment node

import { expect, it } from "vitest";
import { bindThresholdSlider } from "../../src/bindings/threshold_slider";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const scene = sceneOf(FLOWERS);

it("shows the threshold as a number of thousandths", () => {
  const model = new FakeModel({ threshold: 0.5, ready: false });
  const binding = bindThresholdSlider(model);
  for (const step of [0, 1, 845, 1000]) {
    binding.show(moved(scene, { step }));
    expect([model.get("threshold"), model.get("ready")]).toEqual([step / 1000, true]);
  }
});

it("hears a person, in steps", () => {
  const model = new FakeModel({ threshold: 0.5 });
  const heard = new Heard();
  bindThresholdSlider(model).hear(heard, new AbortController().signal);
  for (const threshold of [0.6, 0.8451, 0, 1]) model.set({ threshold });
  expect(heard.selections).toEqual([{ step: 600 }, { step: 845 }, { step: 0 }, { step: 1000 }]);
});

it("says nothing else than what it shows, where it hears its own showing", () => {
  const model = new FakeModel({ threshold: 0.5 });
  const heard = new Heard();
  const binding = bindThresholdSlider(model);
  binding.hear(heard, new AbortController().signal);
  binding.show(moved(scene, { step: 700 }));
  expect(heard.selections).toEqual([{ step: 700 }]);
  binding.show(moved(scene, { step: 700 }));
  expect(heard.selections).toHaveLength(1);
});
