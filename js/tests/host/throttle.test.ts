// @vitest-environment node

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Throttle } from "../../src/host/throttle";

const PAUSE = 100;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function throttled() {
  const life = new AbortController();
  const state = { value: 0 };
  const sent: number[] = [];
  const throttle = new Throttle(() => sent.push(state.value), PAUSE, life.signal);
  const change = (value: number) => {
    state.value = value;
    throttle.call();
  };
  return { life, sent, throttle, change };
}

describe("a throttle", () => {
  it("sends the first at once", () => {
    const { sent, change } = throttled();
    change(1);
    expect(sent).toEqual([1]);
  });

  it("sends once a pause while changes go on, and the last after they end", () => {
    const { sent, change } = throttled();
    for (let at = 0; at < 250; at += 10) {
      change(at);
      vi.advanceTimersByTime(10);
    }
    expect(sent).toEqual([0, 90, 190]);
    vi.advanceTimersByTime(PAUSE);
    expect(sent).toEqual([0, 90, 190, 240]);
  });

  it("sends nothing twice: without a further change there is no further call", () => {
    const { sent, change } = throttled();
    change(1);
    vi.advanceTimersByTime(10 * PAUSE);
    expect(sent).toEqual([1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sends at once again after a rest", () => {
    const { sent, change } = throttled();
    change(1);
    vi.advanceTimersByTime(2 * PAUSE);
    change(2);
    expect(sent).toEqual([1, 2]);
  });

  it("always ends with the last value, and keeps its distance, whatever comes when", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 }), (waits) => {
        const { change, sent } = throttled();
        const times: number[] = [];
        const start = Date.now();
        waits.forEach((wait, i) => {
          vi.advanceTimersByTime(wait);
          const before = sent.length;
          change(i);
          if (sent.length > before) times.push(Date.now() - start);
        });
        vi.advanceTimersByTime(PAUSE);
        expect(sent.at(-1)).toBe(waits.length - 1);
        expect(sent).toEqual([...new Set(sent)]);
        expect(times.every((time, i) => i === 0 || time - (times[i - 1] ?? 0) >= PAUSE)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("forgets what waits when the signal ends", () => {
    const { sent, change, life } = throttled();
    change(1);
    change(2);
    life.abort();
    vi.advanceTimersByTime(10 * PAUSE);
    expect(sent).toEqual([1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may be cancelled and used again", () => {
    const { sent, change, throttle } = throttled();
    change(1);
    change(2);
    throttle.cancel();
    vi.advanceTimersByTime(PAUSE);
    change(3);
    expect(sent).toEqual([1, 3]);
  });

  it("takes a change that sending itself brings", () => {
    const sent: number[] = [];
    let value = 1;
    const throttle: Throttle = new Throttle(
      () => {
        sent.push(value);
        if (value < 3) {
          value += 1;
          throttle.call();
        }
      },
      PAUSE,
      new AbortController().signal,
    );
    throttle.call();
    vi.advanceTimersByTime(5 * PAUSE);
    expect(sent).toEqual([1, 2, 3]);
  });
});
