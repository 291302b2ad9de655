// @vitest-environment node

import { beforeEach, describe, expect, it } from "vitest";
import type { EarlyBinding } from "../../src/bindings/binding";
import { bindLabelSelector } from "../../src/bindings/label_selector";
import { ALL } from "../../src/selection";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const scene = sceneOf(FLOWERS);
let model: FakeModel;
let binding: EarlyBinding;

beforeEach(() => {
  model = new FakeModel({ query: "", order: "name", picked: ALL, rows: "[]", ready: false });
  binding = bindLabelSelector(model);
});

function names(): string[] {
  return (JSON.parse(String(model.get("rows"))) as { name: string }[]).map(({ name }) => name);
}

/** How often rows were sent. */
function sent(): number {
  return model.sets.filter((values) => "rows" in values).length;
}

describe("the list of labels", () => {
  it("shows the rows, how many match, and which is picked", () => {
    binding.show(moved(scene, { label: 1 }));
    expect(names()).toEqual(["daisy", "rose", "tulip"]);
    expect([model.get("matches"), model.get("picked"), model.get("ready")]).toEqual(["3 of 3", 1, true]);
  });

  it("follows its filter and its order", () => {
    model.set({ query: "i", order: "support" });
    binding.show(scene);
    expect(names()).toEqual(["tulip", "daisy"]);
    expect(model.get("matches")).toBe("2 of 3");
    model.set({ query: "nothing" });
    binding.show(scene);
    expect([names(), model.get("matches")]).toEqual([[], "0 of 3"]);
  });

  it("sends a thousand rows once only, while nothing in them changes", () => {
    for (let step = 500; step < 600; step += 10) binding.show(moved(scene, { step, label: step % 3 }));
    expect(sent()).toBe(1);
  });

  it("sends them again where their order or their figures follow the slider", () => {
    model.set({ order: "recall" });
    binding.show(scene);
    binding.show(moved(scene, { step: 300 }));
    expect(sent()).toBe(2);
    expect((JSON.parse(String(model.get("rows"))) as { value: string }[]).map(({ value }) => value)).toEqual([
      "66.67%",
      "100%",
      "–",
    ]);
  });

  it("tells what a person picks, and draws for a filter or an order", () => {
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ picked: 2 });
    expect([heard.selections, heard.refreshed]).toEqual([[{ label: 2 }], 0]);
    model.set({ query: "a" });
    model.set({ order: "f1" });
    expect([heard.selections.length, heard.refreshed]).toEqual([1, 2]);
  });
});
