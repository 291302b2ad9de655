// @vitest-environment node

import { expect, it } from "vitest";
import { bindConfusedPairs } from "../../src/bindings/confused_pairs";
import { FLOWERS, NASTY, SCENES } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

function pairs() {
  const model = new FakeModel({ rows: [], picked: null, most: 8, ready: false });
  return { model, binding: bindConfusedPairs(model) };
}

function said(model: FakeModel): unknown[] {
  const rows = model.get("rows") as { true_name: string; predicted_name: string; count: string; share: string }[];
  return rows.map((row) => [row.true_name, row.predicted_name, row.count, row.share]);
}

it("tells which label is taken for which, how often, and the share of the true label", () => {
  const { model, binding } = pairs();
  binding.show(sceneOf(FLOWERS));
  expect(said(model)).toEqual([
    ["daisy", "rose", "1", "33%"],
    ["rose", "daisy", "1", "33%"],
    ["rose", "tulip", "1", "33%"],
  ]);
  expect([model.get("total"), model.get("ready")]).toEqual([3, true]);
});

it("follows the threshold where the matrix does", () => {
  const { model, binding } = pairs();
  const scene = sceneOf(FLOWERS, { step: 650 });
  binding.show(scene);
  expect(model.get("total")).toBe(3);
  binding.show(moved(scene, { matrix: { size: 10, atThreshold: true } }));
  expect([said(model), model.get("at_threshold")]).toEqual([[["daisy", "rose", "1", "33%"]], true]);
});

it("gives as many as are asked for", () => {
  const { model, binding } = pairs();
  const heard = new Heard();
  binding.hear(heard, new AbortController().signal);
  model.set({ most: 2 });
  expect(heard.refreshed).toBe(1);
  binding.show(sceneOf(FLOWERS));
  expect([said(model).length, model.get("total")]).toEqual([2, 3]);
});

it("selects the cell of a pair, and lets it go", () => {
  const { model, binding } = pairs();
  const heard = new Heard();
  binding.hear(heard, new AbortController().signal);
  model.set({ picked: { truth: 1, predicted: 2 } });
  model.set({ picked: null });
  expect(heard.selections).toEqual([{ cell: { truth: 1, predicted: 2 } }, { cell: null }]);
  binding.show(sceneOf(FLOWERS, { cell: { truth: 0, predicted: 1 } }));
  expect(model.get("picked")).toEqual({ truth: 0, predicted: 1 });
});

it("has none where an item bears several labels", () => {
  const { model, binding } = pairs();
  binding.show(sceneOf(SCENES));
  expect([model.get("multilabel"), model.get("rows")]).toEqual([true, []]);
});

it.each(NASTY)("keeps the name %o as it is", (name) => {
  const { model, binding } = pairs();
  binding.show(sceneOf({ scores: [[0.2, 0.8]], truth: [0], labels: [name, "other"] }));
  expect(said(model)).toEqual([[name, "other", "1", "100%"]]);
});
