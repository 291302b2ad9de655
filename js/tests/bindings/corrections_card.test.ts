// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import { bindCorrectionsCard } from "../../src/bindings/corrections_card";
import { type Correction, csvText } from "../../src/derive/corrections";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const RIGHT: Correction = {
  id: "3",
  verdict: "wrong_label",
  old_label: "rose",
  new_label: "daisy",
  note: "",
  when: "2026-01-22T09:30:00.123000+00:00",
};

function card() {
  const model = new FakeModel({ undone: 0, removed: null, ready: false });
  return { model, binding: bindCorrectionsCard(model) };
}

function figures(model: FakeModel): string[][] {
  const all = model.get("figures") as { name: string; now: string; corrected: string }[];
  return all.map(({ name, now, corrected }) => [name, now, corrected]);
}

describe("the figures", () => {
  it("are those now, and those if the corrections are right", () => {
    const { model, binding } = card();
    // Daisies at 0.5: items 0 and 1 rightly, 3 wrongly; 5 is missed.
    binding.show(sceneOf(FLOWERS, { label: 0, corrections: [RIGHT] }));
    expect(figures(model)).toEqual([
      ["precision", "66.67%", "100%"],
      ["recall", "66.67%", "75%"],
      ["F1", "66.67%", "85.71%"],
    ]);
    expect([model.get("label"), model.get("note"), model.get("asking")]).toEqual(["daisy", "", false]);
  });

  it("are none where nothing would change", () => {
    const { model, binding } = card();
    const note = { ...RIGHT, verdict: "note", new_label: null } as const;
    binding.show(sceneOf(FLOWERS, { corrections: [note] }));
    expect([figures(model), model.get("rows")]).toMatchObject([[], [{ id: "3", name: "Note" }]]);
  });

  it("leave out what does not fit, and say so", () => {
    const { model, binding } = card();
    binding.show(sceneOf(FLOWERS, { corrections: [{ ...RIGHT, old_label: "tulip" }] }));
    expect(figures(model)).toEqual([]);
    expect(model.get("note")).toMatch(/^1 of them does not count here/);
  });

  it("are asked of Python where scores were not sent", () => {
    const { model, binding } = card();
    const scores = Array.from({ length: 9 }, () => [0.6, 0.6, 0.9]);
    const scene = sceneOf({ scores, truth: scores.map(() => 2) }, { label: 1 }, { cap: 2 });
    const corrections = [{ ...RIGHT, id: "8", old_label: "label 2", new_label: "label 1" }];
    const corrected = vi.fn(() => undefined);
    binding.show({ ...moved(scene, { corrections }), corrected });
    expect(corrected).toHaveBeenCalledWith(corrections);
    expect([figures(model), model.get("asking")]).toEqual([[], true]);
    binding.show({ ...moved(scene, { corrections }), corrected: () => ({ tp: 1, fp: 8, fn: 0, tn: 0 }) });
    expect(figures(model)[0]).toEqual(["precision", "0%", "11.11%"]);
    binding.show({ ...moved(scene, { corrections }), corrected: () => new Error("no kernel") });
    expect([figures(model), model.get("note")]).toEqual([[], "It takes the kernel to tell: no kernel."]);
  });
});

it("has the file to download", () => {
  const { model, binding } = card();
  binding.show(sceneOf(FLOWERS, { corrections: [RIGHT] }));
  expect(model.get("csv")).toBe(csvText([RIGHT]));
});

it("removes a verdict, and takes the last change back", () => {
  const { model, binding } = card();
  const heard = new Heard();
  heard.corrections = [RIGHT, { ...RIGHT, id: "1" }];
  binding.hear(heard, new AbortController().signal);
  model.set({ removed: { id: "3", nth: 1 } });
  expect(heard.corrections.map(({ id }) => id)).toEqual(["1"]);
  model.set({ undone: 1 });
  expect(heard.undone).toBe(1);
});
