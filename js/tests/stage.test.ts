import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Act, Binding, EarlyBinding, EarlyScene, Scene } from "../src/bindings/binding";
import { Evidence } from "../src/evidence";
import { Kernel } from "../src/host/kernel";
import { type Selected, Selection, START } from "../src/selection";
import { Stage } from "../src/stage";
import { FLOWERS } from "./fakes/cases";
import type { Given } from "./fakes/evaluation";
import { EMPTY_ALBUM, FakeCoordinatorModel, FakeManager } from "./fakes/host";
import { messageOf, type Options, traitsOf } from "./fakes/message";
import { bytesAt, FakeUrls } from "./fakes/urls";

let urls: FakeUrls;

beforeEach(() => {
  vi.useFakeTimers();
  urls = new FakeUrls();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A part that notes what it was shown, and lets a test act as a person would. */
class Part implements Binding {
  readonly scenes: Scene[] = [];
  readonly wanted: { shown: number[]; next: number[] };
  act: Act | undefined;
  signal: AbortSignal | undefined;

  constructor(shown: number[] = [], next: number[] = []) {
    this.wanted = { shown, next };
  }

  show(scene: Scene): void {
    this.scenes.push(scene);
  }

  hear(act: Act, signal: AbortSignal): void {
    this.act = act;
    this.signal = signal;
  }

  pictures() {
    return this.wanted;
  }

  get selected(): Selected | undefined {
    return this.scenes.at(-1)?.selected;
  }
}

function staged({ given = FLOWERS, options = {}, album = EMPTY_ALBUM as never } = {} as Parts) {
  const life = new AbortController();
  const model = new FakeCoordinatorModel({}, new FakeManager());
  const selection = new Selection(START);
  const kernel = new Kernel(model, () => true, life.signal);
  model.set(traitsOf(messageOf(given, options)));
  const evidence = new Evidence(model, { changed: () => stage.soon(), failed: vi.fn() }, life.signal);
  const stage = new Stage(evidence, selection, kernel, life.signal);
  stage.fill(album);
  return { stage, selection, model, life };
}

type Parts = { given?: Given; options?: Options; album?: never };

const PICTURED = { options: { about: { hasImages: true } } };

describe("a part that enters", () => {
  it("is shown at once, before any frame: a hidden tab draws none", () => {
    const { stage, life } = staged();
    const part = new Part();
    stage.add("metrics", part, life.signal);
    expect(part.scenes).toHaveLength(1);
    expect(part.selected).toEqual(START);
  });

  it("is shown before it is heard: what it shows first is not taken for a person's doing", () => {
    const { stage, life } = staged();
    const order: string[] = [];
    stage.add("metrics", { show: () => order.push("show"), hear: () => order.push("hear") }, life.signal);
    expect(order).toEqual(["show", "hear"]);
  });

  it("later sees what is selected by then", () => {
    const { stage, selection, life } = staged();
    selection.update({ step: 700 }, "user");
    const part = new Part();
    stage.add("metrics", part, life.signal);
    expect(part.selected?.step).toBe(700);
  });
});

describe("a change of the selection", () => {
  it("shows every part once in the next frame, however many changes there were", () => {
    const { stage, selection, life } = staged();
    const parts = [new Part(), new Part()];
    for (const [i, part] of parts.entries()) stage.add(String(i), part, life.signal);
    for (let step = 501; step < 520; step++) selection.update({ step }, "user");
    expect(parts.map(({ scenes }) => scenes.length)).toEqual([1, 1]);
    vi.advanceTimersToNextFrame();
    expect(parts.map(({ scenes }) => scenes.length)).toEqual([2, 2]);
    expect(parts.map(({ selected }) => selected?.step)).toEqual([519, 519]);
  });

  it("is the same whether a part, Python or somebody else made it", () => {
    const { stage, selection, life } = staged();
    const [one, two] = [new Part(), new Part()];
    stage.add("one", one, life.signal);
    stage.add("two", two, life.signal);
    one.act?.select({ label: 2 });
    expect(selection.get().label).toBe(2);
    vi.advanceTimersToNextFrame();
    selection.update({ step: 1 }, "host");
    vi.advanceTimersToNextFrame();
    expect([one.selected, two.selected]).toEqual([
      { ...START, label: 2, step: 1 },
      { ...START, label: 2, step: 1 },
    ]);
  });

  it("tells that it was a person's", () => {
    const { stage, selection, life } = staged();
    const heard = vi.fn();
    selection.subscribe(heard, life.signal);
    const part = new Part();
    stage.add("one", part, life.signal);
    part.act?.select({ step: 3 });
    expect(heard.mock.calls[0]?.[2]).toBe("user");
  });

  it("is not needed for a part to be drawn again", () => {
    const { stage, life } = staged();
    const part = new Part();
    stage.add("one", part, life.signal);
    part.act?.refresh();
    part.act?.refresh();
    vi.advanceTimersToNextFrame();
    expect(part.scenes).toHaveLength(2);
  });
});

describe("a part that nobody sees", () => {
  function scrolled() {
    const { stage, selection, life } = staged();
    const state = { seen: false };
    const [top, below] = [new Part(), Object.assign(new Part(), { seen: () => state.seen })];
    stage.add("top", top, life.signal);
    stage.add("below", below, life.signal);
    const move = (step: number) => {
      selection.update({ step }, "user");
      vi.advanceTimersToNextFrame();
    };
    return { stage, top, below, state, move, life };
  }

  it("follows when the slider has come to rest", () => {
    const { stage, top, below, move } = scrolled();
    expect(stage.state).toBe("complete");
    for (let step = 501; step < 511; step++) move(step);
    expect([top.scenes.length, below.scenes.length, stage.state]).toEqual([11, 1, "behind"]);
    vi.advanceTimersByTime(1000);
    expect(stage.state).toBe("complete");
    expect([top.scenes.length, below.scenes.length]).toEqual([11, 2]);
    expect(below.selected?.step).toBe(510);
  });

  it("is up to date as soon as it is seen, and is not drawn again then", () => {
    const { below, state, move } = scrolled();
    move(600);
    state.seen = true;
    below.act?.refresh();
    vi.advanceTimersToNextFrame();
    expect([below.selected?.step, below.scenes.length]).toEqual([600, 2]);
    vi.advanceTimersByTime(1000);
    expect(below.scenes.length).toBe(2);
  });

  it("that ends meanwhile is left alone", () => {
    const { below, move, life } = scrolled();
    move(600);
    life.abort();
    vi.advanceTimersByTime(1000);
    expect(below.scenes.length).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a part that leaves", () => {
  it("is shown no more, while the others are", () => {
    const { stage, selection, life } = staged();
    const [gone, left] = [new Part(), new Part()];
    const own = new AbortController();
    stage.add("gone", gone, own.signal);
    stage.add("left", left, life.signal);
    own.abort();
    selection.update({ step: 1 }, "user");
    vi.advanceTimersToNextFrame();
    expect([gone.scenes.length, left.scenes.length]).toEqual([1, 2]);
  });
});

describe("the end of the stage", () => {
  it("shows nothing more, not even what waited for the next frame", () => {
    const { stage, selection, life } = staged();
    const part = new Part();
    stage.add("one", part, life.signal);
    selection.update({ step: 1 }, "user");
    life.abort();
    vi.advanceTimersToNextFrame();
    selection.update({ step: 2 }, "user");
    vi.advanceTimersToNextFrame();
    expect(part.scenes).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("pictures", () => {
  it("that came with the view are shown at once", () => {
    const album = { items: [2], lengths: [1], problems: [""], data: bytesAt(0, 7) } as never;
    const { stage, life } = staged({ ...PICTURED, album });
    const part = new Part([2]);
    stage.add("grid", part, life.signal);
    expect(part.scenes[0]?.picture(2)?.src).toMatch(/^blob:/);
    expect(part.scenes[0]?.picture(3)).toBeUndefined();
  });

  it("are not asked for where the evaluation has none, or no part wants any", () => {
    const { stage, life, model } = staged();
    stage.add("grid", new Part([1, 2]), life.signal);
    const other = staged(PICTURED);
    other.stage.add("metrics", { show() {}, hear() {} }, other.life.signal);
    expect([...model.sent, ...other.model.sent]).toEqual([]);
  });

  it("on screen are asked for first, then the next page, then what the slider may come to", async () => {
    const { stage, life, model } = staged(PICTURED);
    stage.add("grid", new Part([3], [4]), life.signal);
    for (let answered = 0; answered < 10; answered++) {
      const question = model.sent[answered];
      if (question) model.answer({ id: question.id, ok: { problems: [] } });
      await vi.advanceTimersByTimeAsync(3000);
    }
    const asked = model.sent.flatMap(({ items }) => items as number[]);
    expect(asked.slice(0, 2)).toEqual([3, 4]);
    expect(asked.sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("are drawn when they arrive", async () => {
    const { stage, life, model } = staged(PICTURED);
    const part = new Part([3]);
    stage.add("grid", part, life.signal);
    model.answer({ id: 1, ok: { problems: [""] } }, [bytesAt(0, 1)]);
    await vi.advanceTimersByTimeAsync(20);
    expect(part.scenes.at(-1)?.picture(3)?.src).toMatch(/^blob:/);
  });

  it("give their addresses back at the end", () => {
    const album = { items: [1, 2], lengths: [1, 1], problems: ["", ""], data: bytesAt(0, 7, 8) } as never;
    const { life } = staged({ ...PICTURED, album });
    expect(urls.alive.size).toBe(2);
    life.abort();
    expect(urls.alive.size).toBe(0);
  });
});

describe("what was not sent", () => {
  it("is asked of Python, and drawn when it comes", async () => {
    const { stage, life, model } = staged();
    const part = new Part();
    stage.add("grid", part, life.signal);
    expect(part.scenes[0]?.late("fp", 0, 500, 6, 6)).toBeUndefined();
    const sent = { total: 9, item: [1], label: [0], score: [0.5] };
    model.answer({ id: model.questions("examples")[0]?.id, ok: sent });
    await vi.advanceTimersByTimeAsync(20);
    expect(part.scenes.at(-1)?.late("fp", 0, 500, 6, 6)).toMatchObject({ total: 9 });
  });
});

describe("what has not come yet", () => {
  class Early implements EarlyBinding {
    readonly needs = "figures";
    readonly shown: EarlyScene[] = [];
    show(scene: EarlyScene): void {
      this.shown.push(scene);
    }
    hear(): void {}
  }

  function begun(values: Record<string, unknown>, alive = true) {
    const life = new AbortController();
    const model = new FakeCoordinatorModel(values, new FakeManager());
    const selection = new Selection(START);
    const evidence = new Evidence(model, { changed: () => stage.soon(), failed: vi.fn() }, life.signal);
    const stage = new Stage(evidence, selection, new Kernel(model, () => alive, life.signal), life.signal);
    return { stage, selection, model, life };
  }

  it("keeps no part waiting that does not need it", () => {
    const { lists_test, ...others } = traitsOf(messageOf(FLOWERS));
    const { stage, model, life } = begun(others);
    const [early, late] = [new Early(), Object.assign(new Part(), { wait: vi.fn() })];
    stage.add("metrics", early, life.signal);
    stage.add("grid", late, life.signal);
    expect([early.shown.length, late.scenes.length, late.wait.mock.calls.length]).toEqual([1, 0, 1]);
    expect(stage.state).toBe("arriving");
    expect(early.shown[0]?.arrived).toBeLessThan(1);
    model.set({ lists_test });
    vi.advanceTimersToNextFrame();
    expect([early.shown.length, late.scenes.length]).toEqual([2, 1]);
    expect(early.shown[1]?.arrived).toBe(1);
  });

  it("never comes where there is no kernel, and that is told", () => {
    const { lists_test, ...others } = traitsOf(messageOf(FLOWERS));
    for (const [values, alive, lost] of [
      [others, true, false],
      [others, false, true],
      [{ ...others, lists_test }, false, false],
    ] as const) {
      const { stage, life } = begun(values, alive);
      const part = new Early();
      stage.add("header", part, life.signal);
      expect(part.shown[0]?.lost).toBe(lost);
    }
  });

  it("of a split that is chosen is waited for, and no numbers of another are shown for it", () => {
    const few = messageOf({ ...FLOWERS, truth: [2, 2], scores: FLOWERS.scores.slice(0, 2) }, { origin: [1, 4] });
    const { stage, selection, model, life } = begun(
      traitsOf(messageOf(FLOWERS, { about: { splits: ["TRAIN", "TEST"] } })),
    );
    const part = Object.assign(new Part(), { wait: vi.fn() });
    stage.add("grid", part, life.signal);
    selection.update({ split: "TRAIN" }, "user");
    vi.advanceTimersToNextFrame();
    expect([part.scenes.length, part.wait.mock.calls.length]).toEqual([1, 1]);
    model.set({ figures_train: few.figures, lists_train: few.lists });
    vi.advanceTimersToNextFrame();
    expect(part.scenes.at(-1)?.statistics.items).toBe(2);
  });

  it("keeps pictures from being asked for: the first are on their way", async () => {
    const { stage, model, life } = begun({ ...traitsOf(messageOf(FLOWERS, PICTURED.options)), album: null });
    stage.add("grid", new Part([3]), life.signal);
    await vi.advanceTimersByTimeAsync(100);
    expect(model.sent).toEqual([]);
    stage.fill({ items: [3], lengths: [1], problems: [""], data: bytesAt(0, 7) } as never);
    await vi.advanceTimersByTimeAsync(100);
    expect(model.sent.flatMap(({ items }) => items as number[])).not.toContain(3);
  });
});

it("asks for pictures by their place in the whole evaluation", () => {
  const { stage, life, model } = staged({ options: { about: { hasImages: true }, origin: [2, 4, 6, 8, 10, 12] } });
  stage.add("grid", new Part([3], [0]), life.signal);
  expect(model.sent[0]?.items).toEqual([8]);
});
