// @vitest-environment node

import { describe, expect, it } from "vitest";
import { VerdictBar } from "../../src/bindings/verdict_bar";
import { FLOWERS, NASTY, SCENES } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";
import { VERDICTS } from "../fakes/view";

const LOOK = { opened: true, pinned: false };

function bar(given: Given = FLOWERS, item: number | undefined = 3) {
  const model = new FakeModel({ ...VERDICTS });
  const heard = new Heard();
  const verdicts = new VerdictBar(model);
  verdicts.hear(heard, new AbortController().signal);
  const scene = sceneOf(given);
  const show = (at = item) => verdicts.show(moved(scene, { corrections: heard.corrections }), at, LOOK);
  show();
  const say = (words: object) => model.set({ said: words });
  const said = () => heard.corrections.map(({ id, verdict, new_label, note }) => [id, verdict, new_label, note]);
  return { model, heard, verdicts, show, say, said };
}

describe("a key", () => {
  it.each([
    ["a", "ambiguous"],
    ["b", "bad_image"],
    ["d", "duplicate"],
  ])("%s says %s, at once", (key, verdict) => {
    const { verdicts, said } = bar();
    verdicts.press(key, 3);
    expect(said()).toEqual([["3", verdict, null, ""]]);
  });

  it("u takes back what was said of the image, and nothing else", () => {
    const { verdicts, said } = bar();
    verdicts.press("a", 1);
    verdicts.press("b", 3);
    verdicts.press("u", 3);
    expect(said()).toEqual([["1", "ambiguous", null, ""]]);
  });

  it("of any other kind, or without an image, says nothing", () => {
    const { verdicts, said } = bar();
    verdicts.press("x", 3);
    verdicts.press("a", undefined);
    expect(said()).toEqual([]);
  });

  it("of two that follow each other, loses none", () => {
    const { verdicts, said } = bar();
    verdicts.press("a", 1);
    verdicts.press("b", 2);
    expect(said()).toHaveLength(2);
  });
});

describe("a wrong label", () => {
  it("asks for the right one: what was predicted first, then those that match", () => {
    const { model, verdicts, show, say, said } = bar();
    verdicts.press("w", 3);
    show();
    const names = () => (model.get("found") as { name: string }[]).map(({ name }) => name);
    expect([model.get("mode"), names()]).toEqual(["label", ["daisy", "rose", "tulip"]]);
    model.set({ sought: "TU" });
    show();
    expect(names()).toEqual(["tulip"]);
    say({ verb: "label", label: 2 });
    expect([said(), model.get("mode")]).toEqual([[["3", "wrong_label", "tulip", ""]], ""]);
  });

  it("that is the true one is no correction", () => {
    const { verdicts, say, said } = bar();
    verdicts.press("w", 3);
    say({ verb: "label", label: 1 });
    expect(said()).toEqual([]);
  });

  it("of several has all labels that are right", () => {
    const { model, verdicts, show, say, said } = bar(SCENES, 0);
    verdicts.press("w", 0);
    show();
    expect([model.get("several"), model.get("truth")]).toEqual([true, [0, 1]]);
    say({ verb: "labels", labels: [0, 2] });
    expect(said()).toEqual([["0", "wrong_label", ["sea", "dog"], ""]]);
  });

  it("is given up with Escape, and when another image is looked at", () => {
    const { model, verdicts, show, say, said } = bar();
    verdicts.press("w", 3);
    say({ verb: "cancel" });
    expect([model.get("mode"), said()]).toEqual(["", []]);
    verdicts.press("w", 3);
    show(1);
    expect(model.get("mode")).toBe("");
  });

  it.each(NASTY)("may be named %o", (name) => {
    const { verdicts, say, said } = bar({ scores: [[0.2, 0.8]], truth: [1], labels: [name, "other"] }, 0);
    verdicts.press("w", 0);
    say({ verb: "label", label: 0 });
    expect(said()).toEqual([["0", "wrong_label", name, ""]]);
  });
});

describe("a note", () => {
  it("is a verdict by itself, or is added to the one that there is", () => {
    const { model, verdicts, say, said } = bar();
    verdicts.press("n", 3);
    expect(model.get("mode")).toBe("note");
    say({ verb: "written", note: "first" });
    expect(said()).toEqual([["3", "note", null, "first"]]);
    verdicts.press("d", 3);
    say({ verb: "written", note: "second" });
    expect(said()).toEqual([["3", "duplicate", null, "second"]]);
  });

  it("that is emptied goes, but not the verdict", () => {
    const { verdicts, say, said } = bar();
    say({ verb: "written", note: "first" });
    say({ verb: "written", note: "", nth: 2 });
    expect(said()).toEqual([]);
    verdicts.press("a", 3);
    say({ verb: "written", note: "x" });
    say({ verb: "written", note: "", nth: 3 });
    expect(said()).toEqual([["3", "ambiguous", null, ""]]);
  });
});

it("shows what was said of the image", () => {
  const { model, verdicts, show } = bar();
  expect([model.get("on"), model.get("id"), model.get("badge")]).toEqual([true, "3", null]);
  verdicts.press("b", 3);
  show();
  expect((model.get("badge") as { name: string }).name).toBe("Bad image");
});

it("is away where no image is looked at", () => {
  const { model, show } = bar();
  const verdicts = show as (at?: number) => void;
  verdicts();
  const empty = new FakeModel({ ...VERDICTS });
  new VerdictBar(empty).show(sceneOf(FLOWERS), undefined, LOOK);
  expect([model.get("on"), empty.get("on"), empty.get("id")]).toEqual([true, false, ""]);
});
