// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindThresholdPlot } from "../../src/bindings/threshold_plot";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const RATES = ["precision", "recall", "f1", "fpr"] as const;

function plot() {
  const make = () => new FakeModel();
  const rates = { precision: make(), recall: make(), f1: make(), fpr: make() };
  const members = { head: make(), pick: new FakeModel({ selected: null }), ...rates };
  return { ...members, binding: bindThresholdPlot(members) };
}

const scene = sceneOf(FLOWERS);

describe("the rates", () => {
  it("are drawn once for a label, however often the slider moves", () => {
    const { binding, ...models } = plot();
    for (let step = 500; step < 600; step += 10) binding.show(moved(scene, { step }));
    expect(RATES.map((rate) => models[rate].sets.length)).toEqual([1, 1, 1, 1]);
    binding.show(moved(scene, { label: 1 }));
    expect(RATES.map((rate) => models[rate].sets.length)).toEqual([2, 2, 2, 2]);
  });

  it("are told at the threshold, as texts and in words", () => {
    const { binding, head } = plot();
    binding.show(moved(scene, { label: 0 }));
    expect(head.get("legend")).toEqual({ precision: "66.67%", recall: "66.67%", f1: "66.67%", fpr: "33.33%" });
    expect([head.get("at"), head.get("words")]).toEqual([
      0.5,
      expect.stringContaining("At 0.50: precision 66.67%, recall 66.67%, F1 66.67%"),
    ]);
  });

  it("have points where the slider stands, none where a rate is undefined", () => {
    const { binding, head } = plot();
    binding.show(moved(scene, { step: 845, label: 0 }));
    expect(head.get("at")).toBe(0.845);
    expect((head.get("points") as [string, number][]).map(([rate]) => rate)).toEqual(RATES);
    binding.show(moved(scene, { step: 1000 }));
    expect((head.get("points") as [string, number][]).map(([rate]) => rate)).toEqual(["recall", "f1", "fpr"]);
  });
});

describe("a person", () => {
  it("picks a hundredth, and can pick it again", () => {
    const { binding, pick } = plot();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    for (let i = 0; i < 2; i++) pick.set({ selected: Uint32Array.of(84) });
    pick.set({ selected: [] });
    expect(heard.selections).toEqual([{ step: 840 }, { step: 840 }]);
  });
});
