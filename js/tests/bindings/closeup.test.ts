// @vitest-environment node

import { describe, expect, it } from "vitest";
import type { Act, Scene } from "../../src/bindings/binding";
import { bindCellGrid, bindImageGrid } from "../../src/bindings/image_grid";
import type { Selected } from "../../src/selection";
import { FLOWERS } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { FakeModel } from "../fakes/model";
import { moved, sceneOf } from "../fakes/scene";
import { DETAIL, GRID, VERDICTS } from "../fakes/view";

function many(positives: number): Given {
  const scores = Array.from({ length: positives }, (_, i) => [0.5 + i / 10_000]);
  return { scores, truth: scores.map(() => [true]) };
}

/** Grids that share a selection, drawn again after each act, as the stage does. */
class Looking {
  scene: Scene;
  readonly grids: { model: FakeModel; detail: FakeModel; binding: ReturnType<typeof bindImageGrid> }[];

  constructor(scene: Scene, ...verdicts: ("tp" | "fn" | "fp" | "cell")[]) {
    this.scene = scene;
    const act: Act = {
      select: (change) => this.move(change),
      refresh: () => this.draw(),
      correct: () => {},
      undo: () => {},
    };
    this.grids = verdicts.map((verdict) => {
      const model = new FakeModel({ ...GRID, opened: verdict !== "cell", ready: false });
      const detail = new FakeModel({ ...DETAIL });
      const members = { it: model, detail, verdicts: new FakeModel({ ...VERDICTS }) };
      return { model, detail, binding: verdict === "cell" ? bindCellGrid(members) : bindImageGrid(verdict, members) };
    });
    this.draw();
    for (const { binding } of this.grids) binding.hear(act, new AbortController().signal);
  }

  move(change: Partial<Selected>): void {
    this.scene = moved(this.scene, change);
    this.draw();
  }

  draw(): void {
    for (const { binding } of this.grids) binding.show(this.scene);
  }

  at(index = 0) {
    const grid = this.grids[index];
    if (!grid) throw new Error("no such grid");
    return grid;
  }

  said(...names: string[]): unknown[] {
    return names.map((name) => this.at().detail.get(name));
  }
}

describe("an image", () => {
  it("opens when its card is chosen, and tells which of how many it is", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    expect(looking.said("opened")).toEqual([false]);
    looking.at().model.set({ chosen: "3 0" });
    expect(looking.said("opened", "id", "place", "first", "last")).toEqual([true, "3", "4 of 14", false, false]);
    expect(looking.at().model.get("chosen")).toBe("3 0");
  });

  it("closes, and its card is no longer marked", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    looking.at().model.set({ chosen: "3 0" });
    looking.at().detail.set({ opened: false });
    expect(looking.scene.selected.opened).toBeNull();
    expect(looking.at().model.get("chosen")).toBe("");
  });

  it("is one in the whole view: another grid's closes it", () => {
    const looking = new Looking(sceneOf(FLOWERS), "tp", "fp");
    const [first, second] = [looking.at(0), looking.at(1)];
    const key = (model: FakeModel) => (model.get("cards") as { key: string }[])[0]?.key;
    first.model.set({ chosen: key(first.model) });
    second.model.set({ chosen: key(second.model) });
    expect([first.detail.get("opened"), second.detail.get("opened")]).toEqual([false, true]);
    expect(first.model.get("chosen")).toBe("");
  });
});

describe("the neighbours", () => {
  it("are the next and the one before in the list, and the page follows", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    looking.at().model.set({ chosen: "5 0" });
    looking.at().detail.set({ moves: 1 });
    expect([...looking.said("id", "place"), looking.at().model.get("page")]).toEqual(["6", "7 of 14", 1]);
    expect(looking.at().model.get("chosen")).toBe("6 0");
    looking.at().detail.set({ moves: -1 });
    expect([...looking.said("id"), looking.at().model.get("page")]).toEqual(["4", 0]);
  });

  it("are reached however quickly: a second move counts from the first, also before that has been drawn", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    looking.at().model.set({ chosen: "5 0" });
    looking.draw = () => {};
    looking.at().detail.set({ moves: 1 });
    looking.at().detail.set({ moves: 2 });
    Reflect.deleteProperty(looking, "draw");
    looking.draw();
    expect(looking.said("id", "place")).toEqual(["7", "8 of 14"]);
  });

  it("end where the list ends", () => {
    const looking = new Looking(sceneOf(many(3)), "tp");
    looking.at().model.set({ chosen: "1 0" });
    looking.at().detail.set({ moves: 9 });
    expect(looking.said("id", "first", "last")).toEqual(["2", false, true]);
    looking.at().detail.set({ moves: 0 });
    expect(looking.said("id", "first", "last")).toEqual(["0", true, false]);
  });

  it("are those of the order that is chosen", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    looking.at().model.set({ order: "confident" });
    looking.at().model.set({ chosen: "13 0" });
    looking.at().detail.set({ moves: 1 });
    expect(looking.said("id", "place")).toEqual(["12", "2 of 14"]);
  });

  it("that Python has to send are awaited", () => {
    const given: Given = { scores: many(20).scores, truth: Array.from({ length: 20 }, () => [false]) };
    let sent = false;
    const pairs = [{ item: 6, label: 0, score: 0.5006 }];
    const late = () => (sent ? { total: 20, pairs, complete: true } : undefined);
    const looking = new Looking({ ...sceneOf(given, {}, { cap: 6 }), late }, "fp");
    looking.at().model.set({ chosen: "5 0" });
    looking.at().detail.set({ moves: 1 });
    expect(looking.said("id")).toEqual(["5"]);
    sent = true;
    looking.draw();
    expect(looking.said("id", "place")).toEqual(["6", "7 of 20"]);
  });
});

describe("while the slider moves", () => {
  it("it stays, with its new place, or says that it is no longer in the list", () => {
    const looking = new Looking(sceneOf(many(14)), "tp");
    looking.at().model.set({ page: 2 });
    looking.at().model.set({ chosen: "12 0" });
    looking.move({ step: 501 });
    expect(looking.said("id", "place")).toEqual(["12", "3 of 4"]);
    looking.move({ step: 600 });
    expect(looking.said("opened", "id", "place")).toEqual([true, "12", "no longer among these 0"]);
  });
});

describe("its scores", () => {
  const scores = [Array.from({ length: 30 }, (_, j) => j / 100)];

  it("are the ten highest, or all", () => {
    const looking = new Looking(sceneOf({ scores, truth: [29] }, { step: 0 }), "tp");
    looking.at().model.set({ chosen: "0 29" });
    expect([(looking.said("rows")[0] as unknown[]).length, ...looking.said("known", "labels")]).toEqual([10, 30, 30]);
    looking.at().detail.set({ expanded: true });
    expect(looking.said("rows")[0]).toHaveLength(30);
  });

  it("are asked of Python where they were not sent, and if it cannot be asked, that is said", () => {
    const scene = sceneOf(FLOWERS, {}, { about: { hasMetadata: true } });
    const told = { scores: [0.9, 0.05, 0.05], rank: 1, metadata: [["camera", "canon"]] as const };
    const asking = new Looking(scene, "tp");
    asking.at().model.set({ chosen: "1 0" });
    expect(asking.said("asking", "note")).toEqual([true, ""]);
    const answered = new Looking({ ...scene, told: () => told }, "tp");
    answered.at().model.set({ chosen: "1 0" });
    expect(answered.said("asking", "metadata", "note")).toEqual([false, [["camera", "canon"]], ""]);
    const alone = new Looking({ ...scene, told: () => new Error("no kernel") }, "tp");
    alone.at().model.set({ chosen: "1 0" });
    expect(alone.said("asking")).toEqual([false]);
    expect(alone.said("note")[0]).toMatch("no kernel");
    expect(alone.said("rows")[0]).toHaveLength(3);
  });
});

describe("its picture", () => {
  const pictured = sceneOf(FLOWERS, {}, { about: { hasImages: true } });
  const small = { src: "blob:small", problem: "" };

  it.each([
    [undefined, "blob:small", false, ""],
    [{ src: "blob:full", problem: "" }, "blob:full", true, ""],
    [{ src: "", problem: "no kernel" }, "blob:small", false, "no kernel"],
  ] as const)("is the small one until the full one is here: %o", (full, src, sharp, problem) => {
    const looking = new Looking({ ...pictured, picture: () => small, full: () => full }, "tp");
    looking.at().model.set({ chosen: "1 0" });
    expect(looking.said("src", "sharp", "problem")).toEqual([src, sharp, problem]);
  });
});

it("the images of a cell close with the cell", () => {
  const looking = new Looking(sceneOf(FLOWERS), "cell");
  looking.move({ cell: { truth: 0, predicted: 0 } });
  looking.at().model.set({ chosen: "1 0" });
  expect(looking.said("opened", "place")).toEqual([true, "2 of 2"]);
  looking.move({ cell: null });
  expect(looking.said("opened")).toEqual([false]);
  expect(looking.scene.selected.opened).toBeNull();
});
