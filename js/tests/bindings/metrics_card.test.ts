// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindMetricsCard } from "../../src/bindings/metrics_card";
import { summary } from "../../src/derive/summary";
import { FLOWERS, NASTY, SCENES } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

describe("the card", () => {
  it("shows every figure of what is selected", () => {
    const model = new FakeModel();
    const scene = sceneOf(FLOWERS, { label: 1, step: 700 });
    bindMetricsCard(model).show(scene);
    expect(model.get("figures")).toEqual(summary(scene.statistics, scene.selected));
    expect([model.get("all"), model.get("label"), model.get("ready")]).toEqual([false, "rose", true]);
  });

  it("always says which split the numbers come from, its size, and when it was evaluated", () => {
    const model = new FakeModel();
    bindMetricsCard(model).show(sceneOf(FLOWERS, {}, { about: { split: "TEST", created: "2026-01-02 03:04" } }));
    expect([model.get("split"), model.get("created")]).toEqual(["TEST split, 6 items", "2026-01-02 03:04"]);
    bindMetricsCard(model).show(sceneOf({ scores: [[0.5]], truth: [0] }));
    expect(model.get("split")).toBe("TEST split, 1 item");
  });

  it("tells all labels from a label of that name, and one that has no name from none", () => {
    const model = new FakeModel();
    const binding = bindMetricsCard(model);
    const scene = sceneOf({ ...FLOWERS, labels: ["All labels", "", "c"] });
    binding.show(scene);
    expect([model.get("all"), model.get("label")]).toEqual([true, ""]);
    binding.show(moved(scene, { label: 0 }));
    expect([model.get("all"), model.get("label")]).toEqual([false, "All labels"]);
    binding.show(moved(scene, { label: 1 }));
    expect([model.get("all"), model.get("label")]).toEqual([false, ""]);
  });

  it.each(NASTY)("gives the name %o as it is", (name) => {
    const model = new FakeModel();
    bindMetricsCard(model).show(sceneOf({ ...FLOWERS, labels: [name, "b", "c"] }, { label: 0 }));
    expect(model.get("label")).toBe(name);
  });

  it("says that a model is multi-label", () => {
    const model = new FakeModel();
    bindMetricsCard(model).show(sceneOf(SCENES));
    expect(model.get("multilabel")).toBe(true);
  });

  it("listens to nothing", () => {
    const model = new FakeModel();
    bindMetricsCard(model).hear(new Heard(), new AbortController().signal);
    expect(model.listeners()).toBe(0);
  });
});
