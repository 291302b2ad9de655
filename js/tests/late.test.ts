// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import type { Stretch } from "../src/derive/ranked";
import { Kernel } from "../src/host/kernel";
import { Late } from "../src/late";
import { FakeCoordinatorModel, FakeManager } from "./fakes/host";

class Asked {
  alive = true;
  readonly life = new AbortController();
  readonly model = new FakeCoordinatorModel({}, new FakeManager());
  readonly changed = vi.fn();
  readonly late = new Late(new Kernel(this.model, () => this.alive, this.life.signal), this.changed);

  async answer(ok: Record<string, unknown>): Promise<void> {
    this.model.answer({ id: this.model.sent.at(-1)?.id, ok });
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

const SENT = { total: 40, item: [7, 3], label: [1, 0], score: [0.25, 0.5] };

describe("a stretch that was not sent", () => {
  it("is asked for with what it is about, and is not here yet", () => {
    const { late, model } = new Asked();
    expect(late.stretch("TEST", "fp", { label: -1, step: 500, offset: 12, size: 6 })).toBeUndefined();
    expect(model.sent).toEqual([
      {
        id: 1,
        question: "examples",
        split: "TEST",
        verdict: "fp",
        order: "boundary",
        search: "",
        label: -1,
        step: 500,
        offset: 12,
        size: 6,
      },
    ]);
  });

  it("is here when it has been answered, and somebody is told", async () => {
    const asked = new Asked();
    asked.late.stretch("TEST", "fp", { label: -1, step: 500, offset: 12, size: 6 });
    await asked.answer(SENT);
    expect(asked.changed).toHaveBeenCalledTimes(1);
    expect(asked.late.stretch("TEST", "fp", { label: -1, step: 500, offset: 12, size: 6 })).toEqual({
      total: 40,
      complete: true,
      pairs: [
        { item: 7, label: 1, score: 0.25 },
        { item: 3, label: 0, score: 0.5 },
      ],
    });
  });

  it("is asked for once, however often it is looked at before and after", async () => {
    const asked = new Asked();
    for (let i = 0; i < 5; i++) asked.late.stretch("TEST", "fp", { label: 2, step: 500, offset: 12, size: 6 });
    await asked.answer(SENT);
    asked.late.stretch("TEST", "fp", { label: 2, step: 500, offset: 12, size: 6 });
    expect(asked.model.sent).toHaveLength(1);
  });

  it("is another one for another label, threshold, offset or size", async () => {
    const asked = new Asked();
    const all: [number, number, number, number][] = [
      [1, 500, 12, 6],
      [2, 500, 12, 6],
      [1, 501, 12, 6],
      [1, 500, 18, 6],
      [1, 500, 12, 7],
    ];
    const ask = ([label, step, offset, size]: (typeof all)[number]) =>
      asked.late.stretch("TEST", "fp", { label, step, offset, size });
    for (const about of all) {
      expect(ask(about)).toBeUndefined();
      await asked.answer({ ...SENT, total: asked.model.sent.length });
    }
    const totals = all.map(ask).map((found) => (found as Stretch).total);
    expect(totals).toEqual([1, 2, 3, 4, 5]);
  });

  it("waits while another of its verdict is asked for: what the slider left behind is not asked for at all", async () => {
    const asked = new Asked();
    for (let step = 500; step < 520; step++)
      expect(asked.late.stretch("TEST", "fp", { label: 1, step, offset: 0, size: 6 })).toBeUndefined();
    expect(asked.model.sent.map(({ step }) => step)).toEqual([500]);
    await asked.answer(SENT);
    expect(asked.changed).toHaveBeenCalledTimes(1);
    asked.late.stretch("TEST", "fp", { label: 1, step: 519, offset: 0, size: 6 });
    expect(asked.model.sent.map(({ step }) => step)).toEqual([500, 519]);
  });

  it("waits for its own verdict only, and keeps apart answers that come in another order", async () => {
    const { late, model } = new Asked();
    late.stretch("TEST", "fp", { label: 1, step: 500, offset: 0, size: 6 });
    late.stretch("TEST", "tp", { label: 1, step: 500, offset: 0, size: 6 });
    late.pairs("TEST", [0], 500);
    model.answer({ id: 2, ok: { ...SENT, total: 2 } });
    model.answer({ id: 3, ok: { count: [], total: [] } });
    model.answer({ id: 1, ok: { ...SENT, total: 1 } });
    await settled();
    expect(late.stretch("TEST", "fp", { label: 1, step: 500, offset: 0, size: 6 })).toMatchObject({ total: 1 });
    expect(late.stretch("TEST", "tp", { label: 1, step: 500, offset: 0, size: 6 })).toMatchObject({ total: 2 });
    expect(late.pairs("TEST", [0], 500)).toMatchObject({ codes: [0] });
  });

  it("that failed does not keep the next from being asked for", async () => {
    const asked = new Asked();
    asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 0, size: 6 });
    asked.model.answer({ id: 1, error: "no" });
    await settled();
    asked.late.stretch("TEST", "fp", { label: 1, step: 501, offset: 0, size: 6 });
    expect(asked.model.sent).toHaveLength(2);
  });

  it("is an error in words where Python fails", async () => {
    const asked = new Asked();
    asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 });
    asked.model.answer({ id: 1, error: "MemoryError: too much" });
    await settled();
    expect(asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 })).toEqual(
      new Error("MemoryError: too much"),
    );
    expect(asked.changed).toHaveBeenCalledTimes(1);
  });

  it("is an error in words where Python sends something else", async () => {
    const asked = new Asked();
    asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 });
    await asked.answer({ total: 3 });
    expect(asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 })).toBeInstanceOf(Error);
  });

  it("is an error that says what to do where there is no kernel, told once and never asked", async () => {
    const asked = new Asked();
    asked.alive = false;
    for (let i = 0; i < 3; i++) {
      asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 });
      await settled();
    }
    expect(asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 })).toEqual(
      new Error("no kernel: run the cell again to load this"),
    );
    expect(asked.changed).toHaveBeenCalledTimes(1);
    expect(asked.model.sent).toEqual([]);
  });

  it("leaves nothing unhandled where the view is closed meanwhile", async () => {
    const asked = new Asked();
    asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 });
    asked.life.abort();
    await settled();
    expect(asked.late.stretch("TEST", "fp", { label: 1, step: 500, offset: 12, size: 6 })).toEqual(
      new Error("the view was closed"),
    );
  });
});

describe("counts of pairs of labels", () => {
  it("are asked for by labels and threshold, and come with the labels that they are of", async () => {
    const asked = new Asked();
    expect(asked.late.pairs("TEST", [4, 9], 500)).toBeUndefined();
    expect(asked.model.sent).toEqual([{ id: 1, question: "pairs", split: "TEST", codes: [4, 9], step: 500 }]);
    const sent = {
      count: [
        [0, 1],
        [2, 0],
      ],
      total: [
        [0, 5],
        [6, 0],
      ],
    };
    await asked.answer(sent);
    expect(asked.late.pairs("TEST", [4, 9], 500)).toEqual({ codes: [4, 9], ...sent });
    expect(asked.late.pairs("TEST", [4, 9], 501)).toBeUndefined();
  });
});
