import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FLOWERS, NASTY, SCENES } from "./fakes/cases";
import type { Given } from "./fakes/evaluation";
import { messageOf, type Options, traitsOf } from "./fakes/message";
import { bytesAt, FakeUrls } from "./fakes/urls";
import { child, FakeView, membersOf, PARTS } from "./fakes/view";

let said: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers();
  new FakeUrls();
  said = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** Let promises and the next frames happen. */
async function frames(milliseconds = 40): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function viewOf(given: Given = FLOWERS, options: Options = {}, values: Record<string, unknown> = {}): FakeView {
  return new FakeView(messageOf(given, options), values);
}

async function started(...of: Parameters<typeof viewOf>): Promise<FakeView> {
  const view = viewOf(...of).start();
  await frames();
  return view;
}

function drag(view: FakeView, threshold: number): void {
  view.child("slider").set({ threshold });
}

/** Where Python, the slider, the card and the list stand. */
function standing(view: FakeView) {
  return {
    python: [view.model.get("threshold"), view.model.get("label")],
    slider: view.child("slider").get("threshold"),
    picked: view.child("labels").get("picked"),
    label: view.child("metrics").get("label"),
    tp: view.figure("tp"),
  };
}

describe("the start", () => {
  it("returns at once and gives nothing, since anywidget waits for it", () => {
    const view = viewOf();
    expect(view.widget.initialize({ model: view.model, signal: new AbortController().signal })).toBeUndefined();
  });

  it("shows every part, without waiting for a frame", async () => {
    vi.stubGlobal("requestAnimationFrame", () => 0);
    const view = await started();
    const heads = PARTS.map((part) => membersOf(part)[0] ?? "");
    expect(heads.filter((name) => !view.children.get(name)?.get("ready"))).toEqual([]);
    expect(said).not.toHaveBeenCalled();
    view.close();
  });

  it("begins where Python is", async () => {
    const view = await started(FLOWERS, {}, { threshold: 0.845, label: "rose" });
    expect(standing(view)).toEqual({ python: [0.845, "rose"], slider: 0.845, picked: 1, label: "rose", tp: "0" });
    expect(view.model.saved).toEqual([]);
    view.close();
  });

  it("saves nothing to Python that no person did, and sets no trait of its own", async () => {
    const view = await started();
    await frames(1000);
    expect(view.model.saved).toEqual([]);
    expect(view.model.sets).toEqual([]);
    view.close();
  });

  it("of a multi-label model shows every part too", async () => {
    const view = await started(SCENES);
    expect(view.figure("tp")).toBe("4");
    expect(said).not.toHaveBeenCalled();
    view.close();
  });
});

describe("what a person does", () => {
  it("moves every part with the next frame, with no word from Python", async () => {
    const view = await started();
    drag(view, 0.6);
    await frames();
    expect(standing(view)).toMatchObject({ slider: 0.6, tp: "2" });
    expect(view.child("header").get("said")).toContain("0.60");
    expect(view.model.sent).toEqual([]);
    view.close();
  });

  it("snaps to thousandths everywhere, also where that is no change", async () => {
    const view = await started();
    drag(view, 0.84549);
    await frames(200);
    expect([view.model.get("threshold"), view.child("slider").get("threshold")]).toEqual([0.845, 0.845]);
    drag(view, 0.8451);
    await frames(200);
    expect([view.model.get("threshold"), view.child("slider").get("threshold")]).toEqual([0.845, 0.845]);
    view.close();
  });

  it("is saved at once, then now and then, and the last of it always", async () => {
    const view = await started();
    for (let step = 501; step <= 560; step++) {
      drag(view, step / 1000);
      await frames(10);
    }
    await frames(500);
    const saved = view.model.saved.map(({ threshold }) => threshold as number);
    expect(saved[0]).toBe(0.501);
    expect(saved.at(-1)).toBe(0.56);
    expect(saved.length).toBeLessThan(10);
    expect(saved).toEqual([...saved].sort((a, b) => a - b));
    view.close();
  });

  it("tells Python of a label by its name, and of all labels by none", async () => {
    const view = await started();
    view.child("labels").set({ picked: 1 });
    await frames(200);
    expect(standing(view)).toMatchObject({ python: [0.5, "rose"], label: "rose", tp: "1" });
    view.child("labels").set({ picked: -1 });
    await frames(200);
    expect(standing(view)).toMatchObject({ python: [0.5, null], tp: "3" });
    view.close();
  });

  it.each(NASTY)("goes for the label %o as for any other", async (name) => {
    const view = await started({ ...FLOWERS, labels: [name, "rose", "tulip"] });
    view.child("labels").set({ picked: 0 });
    await frames(200);
    expect(standing(view)).toMatchObject({ python: [0.5, name], picked: 0, label: name, tp: "2" });
    view.model.set({ label: "rose" });
    view.model.set({ label: name });
    await frames(200);
    expect(standing(view)).toMatchObject({ python: [0.5, name], picked: 0, label: name });
    view.close();
  });

  it("at two widgets within one frame counts both", async () => {
    const view = await started();
    drag(view, 0.6);
    view.child("labels").set({ picked: 0 });
    await frames(200);
    expect(standing(view)).toMatchObject({ python: [0.6, "daisy"], slider: 0.6, picked: 0, tp: "1" });
    view.close();
  });

  it("with pages turns pages, and begins anew with another label", async () => {
    const scores = Array.from({ length: 20 }, (_, i) => [0.5 + i / 100, 0.4]);
    const view = await started({ scores, truth: scores.map((_, i) => i % 2) });
    const grid = view.child("grid_tp");
    expect([grid.get("page"), grid.get("pager")]).toEqual([0, "1 - 6 of 10"]);
    grid.set({ page: 1 });
    await frames();
    expect([grid.get("page"), grid.get("pager")]).toEqual([1, "7 - 10 of 10"]);
    view.child("labels").set({ picked: 0 });
    await frames();
    expect([grid.get("page"), grid.get("pager")]).toEqual([0, "1 - 6 of 10"]);
    view.close();
  });
});

describe("what Python does", () => {
  it("moves every part, and is not saved back", async () => {
    const view = await started();
    view.model.set({ threshold: 0.6, label: "rose" });
    await frames(500);
    expect(standing(view)).toEqual({ python: [0.6, "rose"], slider: 0.6, picked: 1, label: "rose", tp: "1" });
    expect(view.model.saved).toEqual([]);
    view.close();
  });

  it("while a person's change is under way ends with all alike", async () => {
    const view = await started();
    drag(view, 0.55);
    drag(view, 0.6);
    view.model.set({ threshold: 0.3 });
    await frames(500);
    expect(standing(view)).toMatchObject({ python: [0.3, null], slider: 0.3 });
    view.close();
  });

  it("to the label leaves a threshold that is just being dragged", async () => {
    const view = await started();
    drag(view, 0.55);
    drag(view, 0.6);
    view.model.set({ label: "rose" });
    await frames(500);
    expect(standing(view)).toMatchObject({ python: [0.6, "rose"], slider: 0.6, label: "rose" });
    expect(view.model.saved.at(-1)).toEqual({ threshold: 0.6, label: "rose" });
    view.close();
  });

  it("to the threshold leaves a label that has just been picked", async () => {
    const view = await started();
    drag(view, 0.55);
    view.child("labels").set({ picked: 1 });
    view.model.set({ threshold: 0.3 });
    await frames(500);
    expect(standing(view)).toMatchObject({ python: [0.3, "rose"], slider: 0.3, picked: 1, label: "rose" });
    view.close();
  });

  it("and then a person does, ends with what the person did", async () => {
    const view = await started();
    view.model.set({ threshold: 0.3 });
    drag(view, 0.7);
    await frames(500);
    expect(standing(view)).toMatchObject({ python: [0.7, null], slider: 0.7 });
    view.close();
  });
});

describe("another evaluation", () => {
  const OTHER: Given = { ...FLOWERS, truth: [2, 2, 2, 2, 2, 2] };
  const other = () => traitsOf(messageOf(OTHER, { about: { name: "other" } }));

  it("takes the place of the one before, with the selection as it was", async () => {
    const view = await started(FLOWERS, {}, { threshold: 0.6, label: "tulip" });
    expect(view.figure("test-items")).toBe("0");
    view.model.set(other());
    await frames();
    expect(view.figure("test-items")).toBe("6");
    expect(standing(view)).toMatchObject({ python: [0.6, "tulip"], slider: 0.6, tp: "1" });
    view.close();
  });

  it("leaves no listener and no drawing of the one before", async () => {
    const view = await started();
    const before = view.listeners();
    for (let i = 0; i < 5; i++) {
      view.model.set(i % 2 ? traitsOf(messageOf(FLOWERS)) : other());
      if (i % 2) await frames();
    }
    await frames();
    expect(view.listeners()).toBe(before);
    view.child("metrics").sets.length = 0;
    drag(view, 0.7);
    await frames();
    expect(view.child("metrics").sets).toHaveLength(1);
    view.close();
  });

  it("that comes while the parts are still on their way is the one that they show", async () => {
    const view = viewOf();
    const late = new Map(view.manager.children);
    view.manager.children.clear();
    view.start();
    await frames();
    view.model.set(other());
    await frames();
    for (const [name, model] of late) view.manager.children.set(name, model);
    await frames(200);
    expect(view.figure("tp")).toBe("1");
    view.child("metrics").sets.length = 0;
    drag(view, 0.7);
    await frames();
    expect(view.child("metrics").sets).toHaveLength(1);
    view.close();
  });

  it("has its own first pictures, and gives back those of the one before", async () => {
    const urls = new FakeUrls();
    const album = (...items: number[]) => ({
      items,
      lengths: items.map(() => 1),
      problems: items.map(() => ""),
      data: bytesAt(0, ...items),
    });
    const view = await started(FLOWERS, { about: { hasImages: true } }, { album: album(1, 2, 3) });
    expect(urls.alive.size).toBe(3);
    view.model.set({ album: album(4), ...traitsOf(messageOf(OTHER, { about: { name: "other", hasImages: true } })) });
    expect(urls.alive.size).toBe(1);
    view.close();
    expect(urls.alive.size).toBe(0);
  });
});

describe("parts", () => {
  it("that arrive 5 s late are shown when they arrive, as things are by then", async () => {
    const view = viewOf();
    const metrics = view.child("metrics");
    view.manager.children.delete("metrics.it");
    view.start();
    await frames(3000);
    drag(view, 0.6);
    setTimeout(() => view.manager.children.set("metrics.it", metrics), 2000);
    expect(metrics.get("ready")).toBe(false);
    await frames(2200);
    expect(metrics.get("ready")).toBe(true);
    expect(view.figure("tp")).toBe("2");
    view.close();
  });

  it("of several widgets are shown when the last of these is there", async () => {
    const view = viewOf();
    const curve = view.child("pr", "curve");
    view.manager.children.delete("pr.curve");
    view.start();
    await frames(1000);
    expect(view.child("pr", "head").get("ready")).toBe(false);
    view.manager.children.set("pr.curve", curve);
    await frames(200);
    expect(view.child("pr", "head").get("ready")).toBe(true);
    view.close();
  });

  it("that are added later are shown as things are by then, and heard", async () => {
    const view = await started();
    drag(view, 0.6);
    view.add("slider#2");
    view.add("metrics#2");
    view.model.set({ roles: view.roles() });
    await frames(200);
    expect(view.child("slider#2").get("threshold")).toBe(0.6);
    view.child("slider#2").set({ threshold: 0.7 });
    await frames(200);
    expect(view.child("slider").get("threshold")).toBe(0.7);
    expect(view.child("metrics#2").get("figures")).toEqual(view.child("metrics").get("figures"));
    view.close();
  });

  it("that are there already are not bound again when others are added", async () => {
    const view = await started();
    const before = view.listeners();
    view.model.set({ roles: { ...view.roles(), "header#2.it": "IPY_MODEL_header.it" } });
    await frames();
    expect(view.listeners()).toBe(before);
    view.close();
  });

  it("that are taken away are let go of: no listener, nothing shown on them any more", async () => {
    const view = await started();
    const { "slider.it": gone, ...left } = view.roles();
    expect(gone).toBeDefined();
    view.model.set({ roles: left });
    await frames();
    expect(view.child("slider").listeners()).toBe(0);
    view.model.set({ threshold: 0.8 });
    await frames();
    expect(view.child("slider").get("threshold")).toBe(0.5);
    expect(view.figure("tp")).toBe("1");
    view.close();
  });

  it("may be made anew under the name of one that was taken away", async () => {
    const view = await started();
    const { "slider.it": gone, ...left } = view.roles();
    expect(gone).toBeDefined();
    view.model.set({ roles: left });
    view.put("slider.it", child("slider.it"));
    view.model.set({ roles: { ...left, "slider.it": "IPY_MODEL_slider.it" }, threshold: 0.7 });
    await frames();
    expect(view.child("slider").get("threshold")).toBe(0.7);
    view.close();
  });

  it("that go while they are on their way are never shown", async () => {
    const view = viewOf();
    const late = view.child("metrics");
    view.manager.children.delete("metrics.it");
    view.start();
    await frames();
    const { "metrics.it": gone, ...left } = view.roles();
    expect(gone).toBeDefined();
    view.model.set({ roles: left });
    view.manager.children.set("metrics.it", late);
    await frames(1000);
    expect([late.get("ready"), late.listeners()]).toEqual([false, 0]);
    view.close();
  });

  it("do not save what is shown on them by themselves", async () => {
    const view = viewOf();
    const saves = vi.fn();
    Object.assign(view.child("slider"), { save_changes: saves });
    view.start();
    await frames();
    (view.child("slider") as unknown as { save_changes(): void }).save_changes();
    expect(saves).not.toHaveBeenCalled();
    view.close();
  });
});

describe("what went wrong", () => {
  it("is not there, and takes no room, where nothing did", async () => {
    const view = await started();
    const alert = view.render().querySelector("[role=alert]") as HTMLElement;
    expect([alert.textContent, alert.hidden]).toEqual(["", true]);
    view.close();
  });

  it("is told in its place: a part that never comes, by name, while the others are shown", async () => {
    const view = viewOf();
    view.manager.children.delete("metrics.it");
    const el = view.start().render();
    await frames(40_000);
    const alert = el.querySelector("[role=alert]") as HTMLElement;
    expect(alert.hidden).toBe(false);
    expect(alert.textContent).toContain("metrics");
    expect(alert.textContent).toContain("widget model not found");
    expect(view.child("slider").get("ready")).toBe(true);
    expect(said).toHaveBeenCalledTimes(1);
    view.close();
  });

  it("is told of a part that this bundle does not know, and of one that lacks a widget", async () => {
    const view = viewOf();
    view.put("hologram.it", child("hologram.it"));
    const { "pr.curve": gone, ...left } = view.roles();
    expect(gone).toBeDefined();
    view.model.set({ roles: left });
    view.start();
    await frames();
    const text = view.render().textContent;
    expect(text).toContain("hologram");
    expect(text).toContain("pr has no curve");
    expect(view.child("metrics").get("ready")).toBe(true);
    view.close();
  });

  it("is told of an evaluation that cannot be read, with what to do", async () => {
    const view = viewOf();
    view.model.set({ evaluation: { ...messageOf(FLOWERS).evaluation, version: 99 } });
    const el = view.start().render();
    await frames();
    expect(el.textContent).toContain("wire version 99");
    expect(el.textContent).toContain("run the cell again");
    view.close();
  });

  it.each([undefined, null, {}, { about: null }, { about: {} }, "text"])(
    "is told where there is no evaluation at all: %o",
    async (evaluation) => {
      const view = viewOf();
      view.model.set({ evaluation });
      const el = view.start().render();
      await frames();
      expect(el.textContent).toContain("The evaluation could not be read");
      view.close();
    },
  );

  it("is told of one that comes later, and then no old numbers are shown as if they were its", async () => {
    const view = await started();
    const el = view.render();
    view.model.set({ evaluation: { ...messageOf(FLOWERS).evaluation, version: 99 } });
    await frames();
    expect(el.textContent).toContain("wire version 99");
    view.add("metrics#2");
    view.model.set({ roles: view.roles() });
    await frames();
    expect(view.child("metrics#2").get("ready")).toBe(false);
    view.close();
  });

  it("is told no more when an evaluation comes that can be read", async () => {
    const view = viewOf();
    view.model.set({ evaluation: { ...messageOf(FLOWERS).evaluation, version: 99 } });
    const el = view.start().render();
    await frames();
    view.model.set(traitsOf(messageOf(FLOWERS)));
    await frames();
    expect((el.querySelector("[role=alert]") as HTMLElement).hidden).toBe(true);
    expect(view.figure("tp")).toBe("3");
    view.close();
  });

  it("is text, never markup", async () => {
    const view = viewOf();
    view.model.set({ roles: { "<img src=x onerror=alert(1)>.it": "IPY_MODEL_x" } });
    const el = view.start().render();
    await frames();
    expect(el.querySelector("img")).toBeNull();
    expect(el.textContent).toContain("<img src=x onerror=alert(1)>");
    view.close();
  });
});

describe("showing it twice", () => {
  it("tells both what went wrong, and ends with each showing", async () => {
    const view = viewOf();
    const [one, two] = [new AbortController(), new AbortController()];
    const places = [view.render(one)];
    view.start();
    places.push(view.render(one), view.render(two));
    one.abort();
    view.model.set({ evaluation: { version: 99 } });
    await frames();
    expect(places[2]?.textContent).toContain("wire version 99");
    expect(places[1]?.textContent).not.toContain("wire version 99");
    two.abort();
    view.close();
  });

  it("runs once: nothing is bound again", async () => {
    const view = await started();
    const before = view.listeners();
    view.render();
    view.render();
    await frames();
    expect(view.listeners()).toBe(before);
    view.close();
  });

  it("ends a showing without ending the view", async () => {
    const view = await started();
    const life = new AbortController();
    view.render(life);
    life.abort();
    drag(view, 0.6);
    await frames();
    expect(view.figure("tp")).toBe("2");
    view.close();
  });
});

describe("without a kernel", () => {
  async function dead(): Promise<FakeView> {
    const scores = Array.from({ length: 30 }, (_, i) => [0.5 + i / 100_000]);
    const given = { scores, truth: scores.map(() => [false]) };
    const view = viewOf(given, { cap: 6, about: { hasImages: true } });
    for (const model of view.children.values()) model.comm_live = false;
    view.start();
    await frames(500);
    return view;
  }

  it("the slider still moves every number", async () => {
    const view = await dead();
    drag(view, 0.6);
    await frames();
    expect(view.figure("fp")).toBe("0");
    view.close();
  });

  it("pictures and lists that were not sent say so, and nothing is asked", async () => {
    const view = await dead();
    const cards = view.child("grid_fp").get("cards") as { problem: string }[];
    expect(cards).toHaveLength(6);
    expect(cards.map(({ problem }) => problem)).toEqual(cards.map(() => "no kernel: run the cell again to load this"));
    view.child("grid_fp").set({ page: 1 });
    await frames(500);
    expect(view.child("grid_fp").get("cards")).toEqual([]);
    expect(view.child("grid_fp").get("message")).toContain("no kernel");
    expect(view.model.sent).toEqual([]);
    view.close();
  });

  it("it comes to rest: nothing is drawn while nothing happens", async () => {
    const view = await dead();
    await frames(20_000);
    view.child("metrics").sets.length = 0;
    await frames(1000);
    expect(view.child("metrics").sets).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    view.close();
  });
});

describe("several at once", () => {
  it("are apart: each has its own selection", async () => {
    const [one, two] = [await started(), await started()];
    drag(one, 0.6);
    await frames(200);
    expect([one.figure("tp"), two.figure("tp")]).toEqual(["2", "3"]);
    expect([one.model.get("threshold"), two.model.get("threshold")]).toEqual([0.6, 0.5]);
    for (const view of [one, two]) view.close();
  });

  it("go on where one is closed", async () => {
    const [one, two] = [await started(), await started()];
    one.close();
    drag(one, 0.6);
    drag(two, 0.7);
    await frames(200);
    expect([one.figure("tp"), two.figure("tp")]).toEqual(["3", "2"]);
    expect([one.listeners(), one.model.saved.length, two.model.saved.length]).toEqual([0, 0, 1]);
    two.close();
  });

  it("may show on the same model, and one ends without taking the other's listeners", async () => {
    const one = viewOf();
    const two = viewOf();
    two.put("slider.it", one.child("slider"));
    one.start();
    two.start();
    await frames();
    one.close();
    drag(two, 0.7);
    await frames(200);
    expect(two.model.get("threshold")).toBe(0.7);
    two.close();
    expect(two.child("slider").listeners()).toBe(0);
  });
});

describe("the end", () => {
  it("leaves no listener and no timer, a hundred times over", async () => {
    const statistics = messageOf(FLOWERS, { about: { hasImages: true } });
    const views = Array.from({ length: 100 }, () => new FakeView(statistics).start());
    await frames();
    for (const view of views) {
      expect(view.listeners()).toBeGreaterThan(10);
      drag(view, 0.6);
      view.close();
    }
    await frames();
    expect(views.reduce((sum, view) => sum + view.listeners(), 0)).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("before the parts have come leaves them alone when they come", async () => {
    const view = viewOf();
    const late = new Map(view.manager.children);
    view.manager.children.clear();
    view.start();
    await frames(500);
    view.close();
    for (const [name, model] of late) view.manager.children.set(name, model);
    await frames(5000);
    expect(view.listeners()).toBe(0);
    expect([...view.children.values()].flatMap(({ sets }) => sets)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(said).not.toHaveBeenCalled();
  });

  it("in the very turn in which the parts come leaves them alone too", async () => {
    const view = viewOf().start();
    view.close();
    await frames(500);
    expect([...view.children.values()].flatMap(({ sets }) => sets)).toEqual([]);
    expect(view.listeners()).toBe(0);
  });

  it("drops what Python sends afterwards", async () => {
    const view = await started();
    view.close();
    view.model.set({ threshold: 0.9, evaluation: { version: 99 }, roles: {} });
    await frames();
    expect(view.figure("tp")).toBe("3");
    expect(said).not.toHaveBeenCalled();
  });
});
