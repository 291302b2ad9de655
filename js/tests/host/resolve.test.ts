// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resolve } from "../../src/host/resolve";
import { FakeManager } from "../fakes/host";
import { FakeModel } from "../fakes/model";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const forever = new AbortController().signal;

describe("resolve", () => {
  it("gives the model behind a reference", async () => {
    const manager = new FakeManager();
    const model = new FakeModel();
    manager.children.set("abc", model);
    expect(await resolve(manager, "IPY_MODEL_abc", forever)).toBe(model);
    expect(manager.asked).toBe(1);
  });

  it.each(["anywidget:abc", "abc", "", "[object Object]"])("refuses %o, which is no reference", async (reference) => {
    await expect(resolve(new FakeManager(), reference, forever)).rejects.toThrow(
      `not a reference to a widget: ${reference}`,
    );
  });

  it("waits for a child that comes 5 s late", async () => {
    const manager = new FakeManager();
    const model = new FakeModel();
    const found = resolve(manager, "IPY_MODEL_late", forever);
    setTimeout(() => manager.children.set("late", model), 5000);
    await vi.advanceTimersByTimeAsync(4999);
    await vi.advanceTimersByTimeAsync(200);
    expect(await found).toBe(model);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes a manager that throws instead of rejecting", async () => {
    const model = new FakeModel();
    let calls = 0;
    const manager = {
      get_model: () => {
        calls += 1;
        if (calls < 3) throw new Error("not yet");
        return Promise.resolve(model);
      },
    };
    const found = resolve(manager, "IPY_MODEL_x", forever);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await found).toBe(model);
  });

  it("gives up after half a minute, with the manager's own words", async () => {
    const manager = new FakeManager();
    const failed = resolve(manager, "IPY_MODEL_never", forever).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(29_000);
    const before = manager.asked;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await failed).toBe("widget model not found: never");
    expect(manager.asked).toBeGreaterThan(before);
    const after = manager.asked;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(manager.asked).toBe(after);
  });

  it("stops asking when the signal ends, and gives nothing", async () => {
    const manager = new FakeManager();
    const life = new AbortController();
    const found = resolve(manager, "IPY_MODEL_never", life.signal);
    await vi.advanceTimersByTimeAsync(250);
    life.abort();
    expect(await found).toBeUndefined();
    const asked = manager.asked;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(manager.asked).toBe(asked);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not ask at all where the signal has ended", async () => {
    const manager = new FakeManager();
    expect(await resolve(manager, "IPY_MODEL_x", AbortSignal.abort())).toBeUndefined();
    expect(manager.asked).toBe(0);
  });

  it("leaves nothing on the signal of a long life, however often it asked", async () => {
    const manager = new FakeManager();
    const life = new AbortController();
    const added = vi.spyOn(life.signal, "addEventListener");
    const removed = vi.spyOn(life.signal, "removeEventListener");
    const found = resolve(manager, "IPY_MODEL_late", life.signal);
    await vi.advanceTimersByTimeAsync(2_000);
    manager.children.set("late", new FakeModel());
    await vi.advanceTimersByTimeAsync(200);
    await found;
    expect(added.mock.calls.length).toBeGreaterThan(5);
    expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  });
});
