// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import type { Scene } from "../../src/bindings/binding";
import { bindCellGrid, bindImageGrid } from "../../src/bindings/image_grid";
import { NONE } from "../../src/matrix";
import { FLOWERS, SCENES } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

/** One label, so many items that truly bear it, and so many that do not, all at scores from 0.5 up. */
function many(positives: number, negatives = 0): Given {
  const scores = Array.from({ length: positives + negatives }, (_, i) => [0.5 + i / 10_000]);
  return { scores, truth: scores.map((_, i) => [i < positives]) };
}

function grid(verdict: "tp" | "fn" | "fp" = "tp") {
  const model = new FakeModel({ page: 0, cards: [], ready: false });
  return { model, binding: bindImageGrid(verdict, model) };
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
    const model = new FakeModel({ page: 0, cards: [], opened: false, ready: false });
    return { model, binding: bindCellGrid(model) };
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
