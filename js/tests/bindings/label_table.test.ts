// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindLabelTable } from "../../src/bindings/label_table";
import { FLOWERS } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const WIDE: Given = {
  scores: [Array.from({ length: 200 }, () => 0.5)],
  truth: [0],
  labels: Array.from({ length: 200 }, (_, j) => `label ${j}`),
};

function table(values: Record<string, unknown> = {}) {
  const model = new FakeModel({
    column: "name",
    reversed: false,
    first: 0,
    fit: 10,
    picked: -1,
    ready: false,
    ...values,
  });
  return { model, binding: bindLabelTable(model) };
}

function codes(model: FakeModel): number[] {
  return (JSON.parse(String(model.get("rows"))) as { code: number }[]).map(({ code }) => code);
}

describe("the table", () => {
  it("shows all rows of a few labels, and where the picked one is", () => {
    const { model, binding } = table({ column: "fn" });
    binding.show(sceneOf(FLOWERS, { label: 0 }));
    expect([codes(model), model.get("total"), model.get("place"), model.get("picked")]).toEqual([[1, 0, 2], 3, 1, 0]);
  });

  it("has no place for all labels", () => {
    const { model, binding } = table();
    binding.show(sceneOf(FLOWERS));
    expect([model.get("place"), model.get("picked")]).toEqual([-1, -1]);
  });

  it("sends of many labels only what can be seen, and some more to scroll to", () => {
    const { model, binding } = table({ first: 100, fit: 8 });
    binding.show(sceneOf(WIDE));
    expect([model.get("start"), model.get("total")]).toEqual([90, 200]);
    expect(codes(model)).toEqual(Array.from({ length: 28 }, (_, i) => 90 + i));
  });

  it("ends with the last row", () => {
    const { model, binding } = table({ first: 195, fit: 8 });
    binding.show(sceneOf(WIDE));
    expect(codes(model).at(-1)).toBe(199);
  });

  it("orders anew at another threshold", () => {
    const { model, binding } = table({ column: "recall" });
    const scene = sceneOf(FLOWERS);
    binding.show(scene);
    expect(codes(model)).toEqual([1, 0, 2]);
    binding.show(moved(scene, { step: 650 }));
    expect(codes(model)).toEqual([0, 1, 2]);
  });

  it("tells what a person picks, and draws for the rest", () => {
    const { model, binding } = table();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ picked: 2 });
    expect([heard.selections, heard.refreshed]).toEqual([[{ label: 2 }], 0]);
    for (const values of [{ column: "f1" }, { reversed: true }, { first: 5 }, { fit: 20 }]) model.set(values);
    expect([heard.selections.length, heard.refreshed]).toEqual([1, 4]);
  });
});
