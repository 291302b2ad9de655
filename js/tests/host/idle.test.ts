// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whenIdle } from "../../src/host/idle";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(["with", "without"])("whenIdle, %s an idle callback", (kind) => {
  beforeEach(() => {
    const idle = (work: () => void) => setTimeout(work, 5);
    vi.stubGlobal("requestIdleCallback", kind === "with" ? idle : undefined);
  });

  it("does not begin at once, and takes one bite at a time until there is no more", () => {
    let left = 3;
    const bite = vi.fn(() => --left > 0);
    whenIdle(bite, new AbortController().signal);
    expect(bite).not.toHaveBeenCalled();
    vi.advanceTimersToNextTimer();
    expect(bite).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(bite).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes no further bite once the signal has ended", () => {
    const life = new AbortController();
    const bite = vi.fn(() => true);
    whenIdle(bite, life.signal);
    vi.advanceTimersToNextTimer();
    life.abort();
    vi.advanceTimersByTime(1000);
    expect(bite).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
