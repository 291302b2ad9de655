// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Kernel } from "../../src/host/kernel";
import { FakeCoordinatorModel, FakeManager } from "../fakes/host";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function talking(alive = () => true) {
  const model = new FakeCoordinatorModel({}, new FakeManager());
  const life = new AbortController();
  return { model, life, kernel: new Kernel(model, alive, life.signal) };
}

/** What became of a promise, as text. */
function outcome(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    (value) => JSON.stringify(value),
    (error: Error) => `failed: ${error.message}`,
  );
}

describe("a question", () => {
  it("is sent with an id of its own and what it is about", () => {
    const { model, kernel } = talking();
    for (const step of [1, 2]) void outcome(kernel.ask("examples", { step }));
    expect(model.sent).toEqual([
      { id: 1, question: "examples", step: 1 },
      { id: 2, question: "examples", step: 2 },
    ]);
  });

  it("is answered with content and buffers", async () => {
    const { model, kernel } = talking();
    const asked = kernel.ask("pictures", { items: [3] });
    const buffers = [new DataView(new ArrayBuffer(2))];
    model.answer({ id: 1, ok: { problems: [""] } }, buffers);
    await expect(asked).resolves.toEqual({ content: { problems: [""] }, buffers });
  });

  it("is answered with the error that Python tells", async () => {
    const { model, kernel } = talking();
    const asked = outcome(kernel.ask("pictures", {}));
    model.answer({ id: 1, error: "ValueError: no such item" });
    expect(await asked).toBe("failed: ValueError: no such item");
  });

  it("fails in words where Python gives neither", async () => {
    const { model, kernel } = talking();
    const asked = outcome(kernel.ask("pictures", {}));
    model.answer({ id: 1 });
    expect(await asked).toBe("failed: the kernel gave no reason");
  });

  it("is given up when the kernel it was asked is gone, since nobody answers it any more", async () => {
    let alive = true;
    const { model, kernel } = talking(() => alive);
    const asked = outcome(kernel.ask("pictures", {}));
    model.trigger("comm_live_update");
    vi.advanceTimersByTime(0);
    model.trigger("comm_live_update");
    alive = false;
    vi.advanceTimersByTime(0);
    expect(await asked).toBe("failed: no kernel: run the cell again to load this");
  });

  it("gets its own answer, in whatever order they come", async () => {
    const { model, kernel } = talking();
    const asked = [1, 2, 3].map((n) => outcome(kernel.ask("q", { n })));
    model.answer({ id: 3, ok: { n: 3 } });
    model.answer({ id: 1, ok: { n: 1 } });
    model.answer({ id: 2, error: "no" });
    expect(await Promise.all(asked)).toEqual([
      expect.stringContaining('"n":1'),
      "failed: no",
      expect.stringContaining('"n":3'),
    ]);
  });

  it("ignores messages that are not for it: unknown ids, other widgets' commands, second answers", async () => {
    const { model, kernel } = talking();
    const asked = outcome(kernel.ask("q", {}));
    model.answer({ id: 99, ok: {} });
    model.answer({ id: "a-uuid", kind: "anywidget-command-response" });
    model.answer({});
    model.answer({ id: 1, ok: { first: true } });
    model.answer({ id: 1, error: "second" });
    expect(await asked).toContain("first");
  });

  it("is given up where no answer comes for long, and not before: a busy kernel answers late", async () => {
    const { kernel, model } = talking();
    const settled = vi.fn();
    const asked = outcome(kernel.ask("q", {}));
    void asked.then(settled);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await asked).toBe("failed: the kernel did not answer");
    model.answer({ id: 1, ok: {} });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer behind once it is answered", async () => {
    const { model, kernel } = talking();
    const asked = kernel.ask("q", {});
    model.answer({ id: 1, ok: {} });
    await asked;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("without a kernel", () => {
  it("nothing is sent, and the answer says at once what to do", async () => {
    const { model, kernel } = talking(() => false);
    expect(await outcome(kernel.ask("q", {}))).toBe("failed: no kernel: run the cell again to load this");
    expect(model.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that comes back, questions are asked again", async () => {
    let alive = false;
    const { model, kernel } = talking(() => alive);
    await outcome(kernel.ask("q", {}));
    alive = true;
    void outcome(kernel.ask("q", {}));
    expect(model.sent).toHaveLength(1);
  });
});

describe("when the view is closed", () => {
  it("all that waits fails at once, and nothing is left", async () => {
    const { model, kernel, life } = talking();
    const asked = [outcome(kernel.ask("q", {})), outcome(kernel.ask("q", {}))];
    life.abort();
    expect(await Promise.all(asked)).toEqual(["failed: the view was closed", "failed: the view was closed"]);
    expect(vi.getTimerCount()).toBe(0);
    expect(model.listeners()).toBe(0);
  });

  it("nothing more is asked", async () => {
    const { model, kernel, life } = talking();
    life.abort();
    expect(await outcome(kernel.ask("q", {}))).toBe("failed: the view was closed");
    expect(model.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("an answer that was on its way is dropped", async () => {
    const { model, kernel, life } = talking();
    const asked = outcome(kernel.ask("q", {}));
    life.abort();
    model.answer({ id: 1, ok: {} });
    expect(await asked).toBe("failed: the view was closed");
  });
});
