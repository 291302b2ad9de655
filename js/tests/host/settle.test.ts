// @vitest-environment node

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Settle } from "../../src/host/settle";

const QUIET = 100;
const LONGEST = 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function settling() {
  const life = new AbortController();
  const state = { value: 0 };
  const sent: number[] = [];
  const settle = new Settle(() => sent.push(state.value), QUIET, LONGEST, life.signal);
  const change = (value: number) => {
    state.value = value;
    settle.call();
  };
  return { life, sent, settle, change };
}

describe("settling", () => {
  it("sends the first change at once", () => {
    const { sent, change } = settling();
    change(1);
    expect(sent).toEqual([1]);
    vi.advanceTimersByTime(10 * LONGEST);
    expect(sent).toEqual([1]);
    change(2);
    expect(sent).toEqual([1, 2]);
  });

  it("sends the last of those that follow, when they have ended", () => {
    const { sent, change } = settling();
    for (let at = 0; at < 500; at += 50) {
      change(at);
      vi.advanceTimersByTime(50);
    }
    expect(sent).toEqual([0]);
    vi.advanceTimersByTime(QUIET);
    expect(sent).toEqual([0, 450]);
    vi.advanceTimersByTime(10 * LONGEST);
    expect(sent).toEqual([0, 450]);
  });

  it("does not wait for ever while changes go on", () => {
    const { sent, change } = settling();
    for (let at = 0; at < 2100; at += 50) {
      change(at);
      vi.advanceTimersByTime(50);
    }
    expect(sent).toEqual([0, 950, 1950]);
  });

  it("forgets what it waits for when it is told to, or when it ends", () => {
    const { life, sent, settle, change } = settling();
    change(1);
    change(2);
    settle.cancel();
    vi.advanceTimersByTime(LONGEST);
    change(3);
    change(4);
    life.abort();
    vi.advanceTimersByTime(LONGEST);
    expect(sent).toEqual([1, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("always ends with the last value, and sends no more often than once in a quiet while", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }), (pauses) => {
        const { sent, change } = settling();
        pauses.forEach((pause, at) => {
          change(at + 1);
          vi.advanceTimersByTime(pause);
        });
        vi.advanceTimersByTime(LONGEST);
        expect(sent.at(-1)).toBe(pauses.length);
        const time = pauses.reduce((sum, pause) => sum + pause, 0);
        expect(sent.length).toBeLessThanOrEqual(1 + Math.floor((time + LONGEST) / QUIET));
      }),
    );
  });
});
