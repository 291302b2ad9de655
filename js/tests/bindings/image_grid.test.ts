// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import type { Scene } from "../../src/bindings/binding";
import { bindCellGrid, bindImageGrid } from "../../src/bindings/image_grid";
import { NONE } from "../../src/matrix";
import { FLOWERS, SCENES } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";
import { DETAIL, GRID, VERDICTS } from "../fakes/view";

/** One label, so many items that truly bear it, and so many that do not, all at scores from 0.5 up. */
function many(positives: number, negatives = 0): Given {
  const scores = Array.from({ length: positives + negatives }, (_, i) => [0.5 + i / 10_000]);
  return { scores, truth: scores.map((_, i) => [i < positives]) };
}

function grid(verdict: "tp" | "fn" | "fp" = "tp") {
  const model = new FakeModel({ ...GRID, ready: false });
  const detail = new FakeModel({ ...DETAIL });
  return {
    model,
    detail,
    binding: bindImageGrid(verdict, { it: model, detail, verdicts: new FakeModel({ ...VERDICTS }) }),
  };
}

function keys(model: FakeModel): string[] {
  return (model.get("cards") as { key: string }[]).map(({ key }) => key);
}

describe("a page", () => {
  it("has six cards, and says which of how many", () => {
    const { model, binding } = grid();
    binding.show(sceneOf(many(14)));
    expect(keys(model)).toEqual(["0 0", "1 0", "2 0", "3 0", "4 0", "5 0"]);
    expect([model.get("pager"), model.get("pages"), model.get("total")]).toEqual(["1 - 6 of 14", 3, 14]);
    expect([model.get("waiting"), model.get("message"), model.get("ready")]).toEqual([0, "", true]);
  });

  it("at the end has what is left", () => {
    const { model, binding } = grid();
    model.set({ page: 2 });
    const scene = sceneOf(many(14));
    binding.show(scene);
    model.set({ page: 2 });
    binding.show(scene);
    expect(keys(model)).toEqual(["12 0", "13 0"]);
    expect(model.get("pager")).toBe("13 - 14 of 14");
  });

  it("is never beyond the end: fewer found at a higher threshold bring the last page", () => {
    const { model, binding } = grid();
    const scene = sceneOf(many(14));
    binding.show(scene);
    model.set({ page: 2 });
    binding.show(moved(scene, { step: 501 }));
    expect([model.get("page"), model.get("pager")]).toEqual([0, "1 - 4 of 4"]);
  });

  it.each([-1, 99])("%i is one that there is", (page) => {
    const { model, binding } = grid();
    const scene = sceneOf(many(14));
    binding.show(scene);
    model.set({ page });
    binding.show(scene);
    expect([0, 2]).toContain(model.get("page"));
    expect(keys(model).length).toBeGreaterThan(0);
  });

  it("stays while the slider moves, and is the first of another label", () => {
    const { model, binding } = grid();
    const scene = sceneOf(many(40));
    binding.show(scene);
    model.set({ page: 1 });
    binding.show(moved(scene, { step: 501 }));
    expect(model.get("page")).toBe(1);
    binding.show(moved(scene, { step: 501, label: 0 }));
    expect(model.get("page")).toBe(0);
  });

  it("is turned by a person", () => {
    const { model, binding } = grid();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ page: 1 });
    expect([heard.refreshed, heard.selections]).toEqual([1, []]);
  });
});

describe("an empty grid", () => {
  it("says so in words, with no page and no card", () => {
    const { model, binding } = grid("fp");
    binding.show(sceneOf(many(3)));
    expect([keys(model), model.get("pager"), model.get("pages"), model.get("waiting")]).toEqual([[], "0 of 0", 0, 0]);
    expect(model.get("message")).toMatch(/^None:/);
  });
});

describe("the sentence", () => {
  it("names the label, apart from the words", () => {
    const { model, binding } = grid("fn");
    binding.show(sceneOf({ ...FLOWERS, labels: ["<b>a</b>", "b", "c"] }, { label: 0 }));
    expect(model.get("sentence")).toMatchObject({ name: "<b>a</b>" });
  });
});

describe("pictures", () => {
  const scene: Scene = {
    ...sceneOf(many(14), {}, { about: { hasImages: true } }),
    picture: (item) => ({ 0: { src: "blob:0", problem: "" }, 1: { src: "", problem: "broken" } })[item],
  };

  it("are on the cards, or why they are not, or neither while they are on their way", () => {
    const { model, binding } = grid();
    binding.show(scene);
    const shown = (model.get("cards") as { src: string; problem: string }[]).slice(0, 3);
    expect(shown.map(({ src, problem }) => [src, problem])).toEqual([
      ["blob:0", ""],
      ["", "broken"],
      ["", ""],
    ]);
    expect(model.get("pictured")).toBe(true);
  });

  it("are wanted for this page, and expected for the next", () => {
    const { binding } = grid();
    binding.show(scene);
    expect(binding.pictures?.()).toEqual({ shown: [0, 1, 2, 3, 4, 5], next: [6, 7, 8, 9, 10, 11] });
  });

  it("are not expected beyond the last page", () => {
    const { model, binding } = grid();
    binding.show(scene);
    model.set({ page: 2 });
    binding.show(scene);
    expect(binding.pictures?.()).toEqual({ shown: [12, 13], next: [] });
  });
});

describe("a page that was not sent", () => {
  const given = many(0, 20);
  const capped = (late: Scene["late"]): Scene => ({ ...sceneOf(given, { label: 0 }, { cap: 6 }), late });

  it("has as many empty places as cards will come, and the right total", () => {
    const { model, binding } = grid("fp");
    const late = vi.fn(() => undefined);
    binding.show(capped(late));
    model.set({ page: 1 });
    binding.show(capped(late));
    expect([model.get("waiting"), keys(model), model.get("pager")]).toEqual([6, [], "7 - 12 of 20"]);
    expect(late).toHaveBeenCalledWith("fp", 0, 500, 6, 6);
    model.set({ page: 3 });
    binding.show(capped(late));
    expect(model.get("waiting")).toBe(2);
  });

  it("has its cards when Python has sent them", () => {
    const { model, binding } = grid("fp");
    const got = { total: 20, complete: true, pairs: [{ item: 7, label: 0, score: 0.5007 }] };
    binding.show(capped(() => got));
    model.set({ page: 1 });
    binding.show(capped(() => got));
    expect([keys(model), model.get("waiting"), model.get("message")]).toEqual([["7 0"], 0, ""]);
  });

  it("says why where it can not be had", () => {
    const { model, binding } = grid("fp");
    const failed = () => new Error("no kernel: run the cell again to load this");
    binding.show(capped(failed));
    model.set({ page: 1 });
    binding.show(capped(failed));
    expect([keys(model), model.get("waiting")]).toEqual([[], 0]);
    expect(model.get("message")).toContain("no kernel: run the cell again");
  });
});

describe("all labels", () => {
  it("has a card for each pair of item and label, which names the label", () => {
    const { model, binding } = grid("tp");
    binding.show(sceneOf(SCENES));
    const cards = model.get("cards") as { key: string; label: string }[];
    expect(cards.map(({ key, label }) => [key, label])).toEqual([
      ["0 1", "sky"],
      ["0 0", "sea"],
      ["3 0", "sea"],
      ["1 1", "sky"],
    ]);
  });
});

describe("the grid of a cell", () => {
  const scene = sceneOf(FLOWERS);

  function cellGrid() {
    const model = new FakeModel({ ...GRID, opened: false, ready: false });
    const detail = new FakeModel({ ...DETAIL });
    return { model, detail, binding: bindCellGrid({ it: model, detail, verdicts: new FakeModel({ ...VERDICTS }) }) };
  }

  it("is closed until a cell is selected, and opens with its images, most confident first", () => {
    const { model, binding } = cellGrid();
    binding.show(scene);
    expect([model.get("opened"), keys(model)]).toEqual([false, []]);
    binding.show(moved(scene, { cell: { truth: 0, predicted: 0 } }));
    expect([model.get("opened"), keys(model)]).toEqual([true, ["0 0", "1 0"]]);
    expect(model.get("sentence")).toMatchObject({ name: "daisy", second: "daisy" });
  });

  it("shows what came highest where nothing is predicted at the threshold", () => {
    const { model, binding } = cellGrid();
    const matrix = { size: 10, atThreshold: true };
    binding.show(moved(scene, { cell: { truth: 1, predicted: NONE }, matrix, step: 650 }));
    expect(keys(model)).toEqual(["3 0", "4 2"]);
  });

  it("wants the pictures of its page", () => {
    const { binding } = cellGrid();
    binding.show(moved(scene, { cell: { truth: 0, predicted: 0 } }));
    expect(binding.pictures?.()).toEqual({ shown: [0, 1], next: [] });
    binding.show(scene);
    expect(binding.pictures?.()).toEqual({ shown: [], next: [] });
  });

  it("gives the cell up when a person closes it, and not when it opens", () => {
    const { model, binding } = cellGrid();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    model.set({ opened: true });
    expect(heard.selections).toEqual([]);
    model.set({ opened: false });
    expect(heard.selections).toEqual([{ cell: null }]);
  });
});

describe("what a person chooses", () => {
  it("more cards a page keep the first one in sight", () => {
    const { model, binding } = grid();
    const scene = sceneOf(many(40));
    binding.show(scene);
    model.set({ page: 3 });
    binding.show(scene);
    model.set({ size: 12 });
    binding.show(scene);
    expect([model.get("page"), model.get("pager"), keys(model)[0]]).toEqual([1, "13 - 24 of 40", "12 0"]);
    model.set({ size: 6 });
    binding.show(scene);
    expect(model.get("pager")).toBe("13 - 18 of 40");
  });

  it("another order begins at its first page", () => {
    const { model, binding } = grid();
    const scene = sceneOf(many(40));
    binding.show(scene);
    model.set({ page: 3 });
    binding.show(scene);
    model.set({ order: "confident" });
    binding.show(scene);
    expect([model.get("page"), keys(model).slice(0, 2)]).toEqual([0, ["39 0", "38 0"]]);
  });

  it("an order that there is not is the first one", () => {
    const { model, binding } = grid();
    model.set({ order: "weather" });
    binding.show(sceneOf(many(4)));
    expect(model.get("order")).toBe("boundary");
  });

  it("a search leaves what it finds, counts it, and says where it looked", () => {
    const { model, binding } = grid();
    model.set({ query: "item-1" });
    const ids = Array.from({ length: 14 }, (_, item) => `item-${item}`);
    binding.show(sceneOf(many(14), {}, { ids }));
    expect([keys(model), model.get("pager"), model.get("searched")]).toEqual([
      ["1 0", "10 0", "11 0", "12 0", "13 0"],
      "1 - 5 of 5",
      "Searched.",
    ]);
    model.set({ query: "nowhere" });
    binding.show(sceneOf(many(14)));
    expect([keys(model), model.get("message")]).toEqual([[], "None of these images has “nowhere” in it."]);
  });

  it("is heard, each alone", () => {
    const { model, binding } = grid();
    const heard = new Heard();
    binding.hear(heard, new AbortController().signal);
    for (const change of [{ size: 12 }, { order: "id" }, { query: "x" }, { on_screen: 2 }]) model.set(change);
    expect(heard.refreshed).toBe(4);
  });
});

describe("a grid that nobody sees", () => {
  it("has its cards, and asks for no picture", () => {
    const { model, binding } = grid();
    model.set({ on_screen: 0 });
    binding.show(sceneOf(many(14)));
    expect(keys(model)).toHaveLength(6);
    expect(binding.pictures?.()).toEqual({ shown: [], next: [] });
  });
});

describe("places", () => {
  it("stay where there were cards, so that nothing below moves, until something else is listed", () => {
    const { model, binding } = grid();
    model.set({ size: 12 });
    const scene = sceneOf(many(14));
    binding.show(scene);
    binding.show(moved(scene, { step: 501 }));
    expect([keys(model).length, model.get("places")]).toEqual([4, 12]);
    model.set({ query: "item-1" });
    binding.show(scene);
    expect(model.get("places")).toBe(6);
  });
});

describe("a list of which not all pairs were sent", () => {
  const given = many(0, 20);
  const capped = (late: Scene["late"]): Scene => ({ ...sceneOf(given, { label: 0 }, { cap: 6 }), late });

  it("is asked of Python in another order, and until then has empty places", () => {
    const { model, binding } = grid("fp");
    model.set({ order: "confident" });
    const late = vi.fn(() => undefined);
    binding.show(capped(late));
    expect(late).toHaveBeenCalledWith("fp", 0, 500, 0, 6, "confident", "");
    expect([model.get("waiting"), keys(model), model.get("pager")]).toEqual([6, [], ""]);
    const got = { total: 20, complete: true, pairs: [{ item: 19, label: 0, score: 0.5019 }] };
    binding.show(capped(() => got));
    expect([keys(model), model.get("pager")]).toEqual([["19 0"], "1 - 6 of 20"]);
  });

  it("says why where it can not be had", () => {
    const { model, binding } = grid("fp");
    model.set({ query: "item" });
    binding.show(capped(() => new Error("no kernel: run the cell again to load this")));
    expect(model.get("message")).toBe(
      "The list is too long to be sorted or searched here: no kernel: run the cell again to load this.",
    );
    expect([keys(model), model.get("waiting")]).toEqual([[], 0]);
  });
});
