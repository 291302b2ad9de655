// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { ALL, type Listener, type Selected, Selection, START, stepOf } from "../src/selection";

function listened(): { selection: Selection; heard: Parameters<Listener>[]; life: AbortController } {
  const selection = new Selection(START);
  const heard: Parameters<Listener>[] = [];
  const life = new AbortController();
  selection.subscribe((...told) => heard.push(told), life.signal);
  return { selection, heard, life };
}

describe("stepOf", () => {
  it.each([
    [0, 0],
    [1, 1000],
    [0.5, 500],
    [0.845, 845],
    [0.8451, 845],
    [0.84549, 845],
    [0.8455, 846],
    [0.0005, 1],
    [0.00049, 0],
    [0.9995, 1000],
    [-3, 0],
    [1.7, 1000],
    [Number.POSITIVE_INFINITY, 1000],
    [Number.NEGATIVE_INFINITY, 0],
  ])("snaps %d to step %i, half up, within 0 to 1", (threshold, step) => {
    expect(stepOf(threshold)).toBe(step);
  });

  it("gives every thousandth back as it was", () => {
    for (let step = 0; step <= 1000; step++) expect(stepOf(step / 1000)).toBe(step);
  });

  it("is the nearest step, for any threshold", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (threshold) => {
        const step = stepOf(threshold);
        expect(Number.isInteger(step)).toBe(true);
        expect(Math.abs(step / 1000 - threshold)).toBeLessThanOrEqual(0.0005 + 1e-12);
      }),
    );
  });
});

describe("a selection", () => {
  it("starts with what it was given and tells nobody of it", () => {
    const { selection, heard } = listened();
    expect(selection.get()).toEqual(START);
    expect(heard).toEqual([]);
  });

  it("tells what is, what was, and who did it", () => {
    const { selection, heard } = listened();
    selection.update({ step: 600 }, "user");
    selection.update({ label: 2 }, "host");
    expect(heard).toEqual([
      [{ ...START, step: 600 }, START, "user"],
      [{ ...START, step: 600, label: 2 }, { ...START, step: 600 }, "host"],
    ]);
  });

  it("of another split closes the image that is open, and keeps all else", () => {
    const { selection } = listened();
    const opened = { grid: "tp", item: 3, label: 0, score: 0.5, at: 1 } as const;
    const cell = { truth: 0, predicted: 1 };
    selection.update({ step: 600, cell, opened }, "user");
    selection.update({ split: START.split }, "host");
    expect(selection.get().opened).toEqual(opened);
    selection.update({ split: "all" }, "user");
    expect(selection.get()).toEqual({ ...START, step: 600, cell, split: "all" });
  });

  const idle: Partial<Selected>[] = [
    {},
    { step: 500 },
    { label: ALL },
    { split: "TEST" },
    { cell: null },
    { matrix: { ...START.matrix } },
    { ...START },
  ];

  it.each(idle)("tells nobody of %o, which changes nothing", (change) => {
    const { selection, heard } = listened();
    selection.update(change, "user");
    expect(heard).toEqual([]);
  });

  const real: Partial<Selected>[] = [
    { step: 501 },
    { split: "all" },
    { label: 0 },
    { cell: { truth: 0, predicted: 1 } },
    { matrix: { ...START.matrix, size: 20 } },
    { matrix: { ...START.matrix, atThreshold: true } },
  ];

  it.each(real)("tells of %o once, and not again", (change) => {
    const { selection, heard } = listened();
    selection.update(change, "user");
    selection.update(structuredClone(change), "host");
    expect(heard).toEqual([[{ ...START, ...change }, START, "user"]]);
  });

  it("tells cells of another row or column apart, and a cell from none", () => {
    const { selection, heard } = listened();
    const cells = [{ truth: 0, predicted: 0 }, { truth: 0, predicted: 1 }, { truth: 1, predicted: 1 }, null];
    for (const cell of cells) selection.update({ cell }, "user");
    expect(heard.map(([now]) => now.cell)).toEqual(cells);
  });

  it("tells once of two changes at once", () => {
    const { selection, heard } = listened();
    selection.update({ step: 1, label: 1 }, "user");
    expect(heard).toHaveLength(1);
  });

  it("does not change what it gave before", () => {
    const { selection } = listened();
    const before = selection.get();
    selection.update({ step: 1 }, "user");
    expect(before).toEqual(START);
  });

  it("tells no more once the signal has ended, and others go on hearing", () => {
    const { selection, heard, life } = listened();
    const other = vi.fn();
    selection.subscribe(other, new AbortController().signal);
    life.abort();
    selection.update({ step: 1 }, "user");
    expect(heard).toEqual([]);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it("never hears for a signal that had ended before", () => {
    const selection = new Selection(START);
    const listener = vi.fn();
    selection.subscribe(listener, AbortSignal.abort());
    selection.update({ step: 1 }, "user");
    expect(listener).not.toHaveBeenCalled();
  });

  it("may lose a listener while it tells: the others still hear", () => {
    const selection = new Selection(START);
    const life = new AbortController();
    const last = vi.fn();
    selection.subscribe(() => life.abort(), life.signal);
    selection.subscribe(last, new AbortController().signal);
    selection.update({ step: 1 }, "user");
    selection.update({ step: 2 }, "user");
    expect(last).toHaveBeenCalledTimes(2);
  });

  it("is at its newest for all who look, where a listener changes it again", () => {
    const selection = new Selection(START);
    const seen: number[] = [];
    const forever = new AbortController().signal;
    selection.subscribe(({ step }) => step === 1 && selection.update({ step: 2 }, "host"), forever);
    selection.subscribe(() => seen.push(selection.get().step), forever);
    selection.update({ step: 1 }, "user");
    expect(selection.get().step).toBe(2);
    expect(new Set(seen)).toEqual(new Set([2]));
  });
});
