// @vitest-environment node

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whenQuiet } from "../../src/host/quiet";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("works once, when it has not been asked for during the pause", () => {
  const work = vi.fn();
  const ask = whenQuiet(work, 200, new AbortController().signal);
  for (let i = 0; i < 10; i++) {
    ask();
    vi.advanceTimersByTime(150);
  }
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(1);
});

it("ends with its signal, also for what is asked afterwards", () => {
  const work = vi.fn();
  const life = new AbortController();
  const ask = whenQuiet(work, 200, life.signal);
  ask();
  life.abort();
  ask();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(work).not.toHaveBeenCalled();
});
