// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import { bindScoreHistogram } from "../../src/bindings/score_histogram";
import type { Bar } from "../../src/derive/histogram";
import { ALL } from "../../src/selection";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";
import { DETAIL, GRID, VERDICTS } from "../fakes/view";

function spread() {
  const it = new FakeModel({ picked: null, ready: false });
  const grid = new FakeModel({ ...GRID, opened: false, ready: false });
  const detail = new FakeModel({ ...DETAIL });
  return {
    it,
    grid,
    detail,
    binding: bindScoreHistogram({ it, grid, detail, verdicts: new FakeModel({ ...VERDICTS }) }),
  };
}

function counts(model: FakeModel, side: string): number[][] {
  const bars = model.get(side) as Bar[];
  return bars.flatMap(({ count }, bar) => (count > 0 ? [[bar, count]] : []));
}

function ids(grid: FakeModel): string[] {
  return (grid.get("cards") as { key: string }[]).map(({ key }) => key);
}

describe("the bars", () => {
  it("count true items and others of the label, in ranges of 0.05", () => {
    const { it: model, binding } = spread();
    binding.show(sceneOf(FLOWERS, { label: 0 }));
    // True: 0.9, 0.5, 0.2; others: 0.2, 0.6, 0.1.
    expect(counts(model, "truths")).toEqual([
      [4, 1],
      [10, 1],
      [18, 1],
    ]);
    expect(counts(model, "others")).toEqual([
      [2, 1],
      [4, 1],
      [12, 1],
    ]);
    expect([model.get("label"), model.get("threshold"), model.get("threshold_text")]).toEqual(["daisy", 0.5, "0.50"]);
  });

  it("count pairs where all labels are looked at", () => {
    const { it: model, binding } = spread();
    binding.show(sceneOf(FLOWERS, { label: ALL }));
    const sum = (side: string) => counts(model, side).reduce((all, [, one = 0]) => all + one, 0);
    expect([sum("truths"), sum("others"), model.get("label")]).toEqual([6, 12, ""]);
  });

  it("hold the scores of 1 in the last one, and are high by the logarithm", () => {
    const { it: model, binding } = spread();
    const scores = [[1], [1], [0.99], [0.96], [0.1]];
    binding.show(sceneOf({ scores, truth: scores.map(() => [true]) }, { label: 0 }));
    expect(counts(model, "truths")).toEqual([
      [2, 1],
      [19, 4],
    ]);
    expect((model.get("truths") as Bar[]).map(({ height }) => height).filter(Boolean)).toEqual([
      Math.log1p(1) / Math.log1p(4),
      1,
    ]);
  });
});

describe("the images of a bar", () => {
  it("are closed until one is picked, then named in words, with a way back", () => {
    const { it: model, grid, binding } = spread();
    const scene = sceneOf(FLOWERS, { label: 0 });
    const heard = new Heard();
    binding.show(scene);
    binding.hear(heard, new AbortController().signal);
    expect(grid.get("opened")).toBe(false);
    model.set({ picked: { truths: false, bar: 12 } });
    expect(heard.refreshed).toBe(1);
    binding.show(scene);
    expect([grid.get("opened"), ids(grid), grid.get("pager")]).toEqual([true, ["3 0"], "1 - 1 of 1"]);
    const { before, name, after } = grid.get("sentence") as Record<string, string>;
    expect(`${before}${name}${after}`).toBe("1 image of other labels, with a score from 0.6 to 0.65 for daisy.");
    grid.set({ opened: false });
    expect(model.get("picked")).toBeNull();
  });

  it("stay those of the bar when another label is looked at", () => {
    const { it: model, grid, binding } = spread();
    const scene = sceneOf(FLOWERS, { label: 0 });
    model.set({ picked: { truths: true, bar: 12 } });
    binding.show(scene);
    expect([ids(grid), grid.get("message")]).toEqual([[], "No image has a score in this range."]);
    binding.show(moved(scene, { label: 2 }));
    expect(ids(grid)).toEqual([]);
    binding.show(moved(scene, { label: ALL }));
    expect((grid.get("sentence") as { before: string }).before).toBe(
      "0 images with a label that is true, with a score from 0.6 to 0.65.",
    );
  });

  it("are asked of Python where not all were sent", () => {
    const { it: model, grid, binding } = spread();
    const scores = Array.from({ length: 20 }, () => [0.5]);
    const scene = sceneOf({ scores, truth: scores.map(() => [false]) }, { label: 0 }, { cap: 6 });
    const scored = vi.fn(() => undefined);
    model.set({ picked: { truths: false, bar: 10 } });
    binding.show({ ...scene, scored });
    const about = { truths: false, label: 0, from: 500, to: 550, offset: 0, size: 6, order: "confident", search: "" };
    expect(scored).toHaveBeenCalledWith(about);
    expect(grid.get("waiting")).toBe(6);
    const pairs = [{ item: 7, label: 0, score: 0.5 }];
    binding.show({ ...scene, scored: () => ({ total: 20, pairs, complete: true }) });
    expect([ids(grid), grid.get("pager")]).toEqual([["7 0"], "1 - 6 of 20"]);
    binding.show({ ...scene, scored: () => new Error("no kernel") });
    expect(grid.get("message")).toMatch("no kernel");
  });
});
