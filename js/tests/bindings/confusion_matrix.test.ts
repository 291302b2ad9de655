// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindConfusionMatrix } from "../../src/bindings/confusion_matrix";
import { FLOWERS, SCENES } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

function matrix() {
  const model = new FakeModel({ size: 10, at_threshold: false, picked: null, ready: false });
  return { model, binding: bindConfusionMatrix(model) };
}

describe("of a single-label model", () => {
  it("shows rows, columns, the accuracy and what is counted", () => {
    const { model, binding } = matrix();
    const scene = sceneOf(FLOWERS);
    binding.show(scene);
    expect(model.get("rows")).toEqual(scene.matrices.matrix(scene.selected.matrix, 500).rows);
    expect([model.get("accuracy"), model.get("total"), model.get("multilabel")]).toEqual(["50%", 3, false]);
    expect(model.get("why")).toContain("top label");
  });

  it("says another thing where the threshold counts", () => {
    const { model, binding } = matrix();
    const scene = sceneOf(FLOWERS);
    binding.show(scene);
    const before = model.get("why");
    binding.show(moved(scene, { matrix: { size: 10, atThreshold: true } }));
    expect(model.get("why")).not.toBe(before);
    expect(model.get("at_threshold")).toBe(true);
    expect(model.get("columns")).toHaveLength(4);
  });

  it("shows which cell is picked", () => {
    const { model, binding } = matrix();
    binding.show(sceneOf(FLOWERS, { cell: { truth: 0, predicted: 1 } }));
    expect(model.get("picked")).toEqual({ truth: 0, predicted: 1 });
  });
});

describe("of a multi-label model", () => {
  const scene = sceneOf(SCENES);

  it("shows the counts of pairs when they are here", () => {
    const { model, binding } = matrix();
    const found = { rows: [], columns: [{ code: 0, name: "sea" }] };
    binding.show({ ...scene, pairs: () => found });
    expect([model.get("columns"), model.get("multilabel"), model.get("note")]).toEqual([found.columns, true, ""]);
  });

  it("keeps what it shows while others are counted, and says why where that fails", () => {
    const { model, binding } = matrix();
    const found = { rows: [], columns: [{ code: 0, name: "sea" }] };
    binding.show({ ...scene, pairs: () => found });
    binding.show({ ...scene, pairs: () => undefined });
    expect(model.get("columns")).toEqual(found.columns);
    binding.show({ ...scene, pairs: () => new Error("no kernel") });
    expect(model.get("note")).toBe("no kernel");
  });
});

describe("a person", () => {
  it("picks a cell, or none", () => {
    const { model, binding } = matrix();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ picked: { truth: 1, predicted: 0 } });
    model.set({ picked: null });
    expect(heard.selections).toEqual([{ cell: { truth: 1, predicted: 0 } }, { cell: null }]);
  });

  it("asks for another matrix, and no cell of the one before stays picked", () => {
    const { model, binding } = matrix();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ size: 20 });
    model.set({ at_threshold: true });
    expect(heard.selections).toEqual([
      { matrix: { size: 20, atThreshold: false }, cell: null },
      { matrix: { size: 20, atThreshold: true }, cell: null },
    ]);
  });
});
