// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindPrecisionRecallPlot } from "../../src/bindings/precision_recall_plot";
import { picks } from "../../src/derive/curves";
import { ALL } from "../../src/selection";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

function plot() {
  const make = () => new FakeModel();
  const members = {
    head: new FakeModel({ kind: "pr", ready: false }),
    curve: make(),
    all: make(),
    pick: new FakeModel({ selected: null }),
    x: make(),
    y: make(),
  };
  return { ...members, binding: bindPrecisionRecallPlot(members) };
}

const scene = sceneOf(FLOWERS);

describe("the curve", () => {
  it("is drawn once for a label, however often the slider moves", () => {
    const { binding, curve, head } = plot();
    for (let step = 500; step < 600; step += 10) binding.show(moved(scene, { step }));
    expect(curve.sets).toHaveLength(1);
    expect(head.sets.filter((set) => "point" in set).length).toBeGreaterThan(1);
    binding.show(moved(scene, { label: 1 }));
    expect(curve.sets).toHaveLength(2);
  });

  it("sets x and y at once, so that nothing is drawn between them", () => {
    const { binding, curve, all } = plot();
    binding.show(moved(scene, { label: 0 }));
    for (const model of [curve, all]) expect(Object.keys(model.sets.at(-1) ?? {}).sort()).toEqual(["x", "y"]);
  });

  it("stands before that of all labels where a label is selected, and alone where all are", () => {
    const { binding, all, head } = plot();
    binding.show(scene);
    expect([(all.get("x") as Float64Array).length, head.get("compared")]).toEqual([0, false]);
    binding.show(moved(scene, { label: 0 }));
    expect((all.get("x") as Float64Array).length).toBeGreaterThan(1);
    expect(head.get("compared")).toBe(true);
  });

  it("becomes the ROC curve, with other axes, area and words", () => {
    const { binding, head, x, y } = plot();
    binding.show(scene);
    const before = [x.get("label"), y.get("label"), head.get("words")];
    expect(before).toEqual(["Recall", "Precision", expect.stringContaining("precision 50%, recall 50%")]);
    head.set({ kind: "roc" });
    binding.show(scene);
    expect([x.get("label"), y.get("label")]).toEqual(["False positive rate", expect.stringContaining("True positive")]);
    expect(head.get("words")).toContain("false positive rate 25%");
    expect(head.get("area")).toMatch(/^0\.\d{3}$/);
  });
});

describe("the operating point", () => {
  it("is where the slider stands", () => {
    const { binding, head } = plot();
    binding.show(moved(scene, { label: 0 }));
    expect(head.get("point")).toEqual([[2 / 3, 2 / 3]]);
  });

  it("is nowhere, in words too, where nothing is predicted", () => {
    const { binding, head } = plot();
    binding.show(moved(scene, { step: 1000 }));
    expect(head.get("point")).toEqual([]);
    expect(head.get("words")).toContain("precision –, recall 0%");
  });
});

describe("a person", () => {
  it("picks a point, and the threshold is that of the point; the point can be picked again", () => {
    const { binding, pick } = plot();
    const heard = new Heard();
    binding.show(scene);
    binding.hear(heard, new AbortController().signal);
    const { steps } = picks(scene.statistics, ALL, "recall", "precision");
    for (let i = 0; i < 2; i++) pick.set({ selected: Uint32Array.of(2) });
    expect(heard.selections).toEqual([{ step: steps[2] }, { step: steps[2] }]);
    expect(pick.get("selected")).toBeNull();
  });

  it("picks nothing where there is no such point", () => {
    const { binding, pick } = plot();
    const heard = new Heard();
    binding.show(scene);
    binding.hear(heard, new AbortController().signal);
    for (const selected of [[], [9999], null]) pick.set({ selected });
    expect(heard.selections).toEqual([]);
  });

  it("chooses the kind of curve", () => {
    const { binding, head } = plot();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    head.set({ kind: "roc" });
    expect(heard.refreshed).toBe(1);
  });
});
