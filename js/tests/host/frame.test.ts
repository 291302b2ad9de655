import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { perFrame } from "../../src/host/frame";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("perFrame", () => {
  it("runs once a frame, however often it is asked for", () => {
    const work = vi.fn();
    const soon = perFrame(work, new AbortController().signal);
    for (let i = 0; i < 10; i++) soon();
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersToNextFrame();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("runs as soon as the caller has ended, the first time in a frame, and then with the next frame", async () => {
    const work = vi.fn();
    const soon = perFrame(work, new AbortController().signal);
    for (let i = 0; i < 10; i++) soon();
    expect(work).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(work).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 10; i++) soon();
    await Promise.resolve();
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersToNextFrame();
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersToNextFrame();
    vi.advanceTimersToNextFrame();
    expect(work).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("runs again in a later frame when asked for again, and not by itself", () => {
    const work = vi.fn();
    const soon = perFrame(work, new AbortController().signal);
    soon();
    vi.advanceTimersToNextFrame();
    vi.advanceTimersToNextFrame();
    soon();
    vi.advanceTimersToNextFrame();
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("runs in the next frame where the work itself asks for more, not in the same", () => {
    let left = 3;
    const soon: () => void = perFrame(() => --left > 0 && soon(), new AbortController().signal);
    soon();
    vi.advanceTimersToNextFrame();
    expect(left).toBe(2);
    vi.advanceTimersToNextFrame();
    vi.advanceTimersToNextFrame();
    vi.advanceTimersToNextFrame();
    expect(left).toBe(0);
  });

  it("does not run what waits when the signal ends, and takes nothing more", async () => {
    const work = vi.fn();
    const life = new AbortController();
    const soon = perFrame(work, life.signal);
    soon();
    life.abort();
    soon();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersToNextFrame();
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
  });

  it("goes on after work that failed", () => {
    const work = vi.fn().mockImplementationOnce(() => {
      throw new Error("once");
    });
    const soon = perFrame(work, new AbortController().signal);
    soon();
    expect(() => vi.advanceTimersToNextFrame()).toThrow("once");
    soon();
    vi.advanceTimersToNextFrame();
    expect(work).toHaveBeenCalledTimes(2);
  });
});
