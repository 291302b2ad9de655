import type { WidgetModel } from "@jupyter-widgets/base";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import coordinator from "../src/coordinator";
import { FLOWERS } from "./fakes/cases";
import { EMPTY_ALBUM } from "./fakes/host";
import { asCoordinator, type FakeComm, FakePython, RealManager } from "./fakes/jupyter";
import { messageOf, traitsOf } from "./fakes/message";

/*
 * The coordinator on the true widget models of JupyterLab, which keep messages back while the kernel is busy and drop
 * echoes that they think old. Whatever comes when, both sides must end equal.
 */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SENT = traitsOf(messageOf(FLOWERS));

/** Both sides of a coordinator with a slider and a card. */
class Both {
  readonly manager = new RealManager();
  readonly model: WidgetModel;
  readonly comm: FakeComm;
  readonly python: FakePython;
  readonly slider: WidgetModel;
  readonly sliderComm: FakeComm;
  readonly labels: WidgetModel;
  readonly life = new AbortController();

  constructor() {
    const selection = { threshold: 0.5, label: null, split: "TEST", cell: null, corrections: [] };
    const slider = this.manager.make("slider", { threshold: 0.5, ready: false });
    this.slider = slider.model;
    this.sliderComm = slider.comm;
    this.labels = this.manager.make("labels", { query: "", order: "name", picked: -1, rows: "[]", ready: false }).model;
    const roles = { "slider.it": "IPY_MODEL_slider", "labels.it": "IPY_MODEL_labels" };
    const { model, comm } = this.manager.make("coordinator", {
      ...selection,
      ...SENT,
      album: EMPTY_ALBUM,
      roles,
    });
    this.model = model;
    this.comm = comm;
    this.python = new FakePython(comm, selection);
  }

  async start(): Promise<this> {
    coordinator().initialize({ model: asCoordinator(this.model), signal: this.life.signal });
    await this.pass(50);
    return this;
  }

  drag(threshold: number): void {
    this.slider.set("threshold", threshold);
  }

  async pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  /** Let everything that is on its way arrive. */
  async rest(): Promise<void> {
    for (let i = 0; i < 100; i++) {
      await this.pass(250);
      const { toKernel, toBrowser } = this.comm;
      if (toKernel.length + toBrowser.length === 0) return;
      while (toKernel.length > 0) this.python.work();
      while (toBrowser.length > 0) await this.comm.hear();
    }
    throw new Error("the two sides never come to rest");
  }

  /** The threshold as Python, the coordinator's model and the slider have it. */
  get thresholds(): unknown[] {
    return [this.python.state.threshold, this.model.get("threshold"), this.slider.get("threshold")];
  }
}

describe("a drag", () => {
  it("arrives in Python, the last of it too, however busy the kernel is", async () => {
    const both = await new Both().start();
    for (let step = 510; step <= 700; step += 10) {
      both.drag(step / 1000);
      await both.pass(15);
    }
    await both.pass(500);
    // One message is under way, the rest waits merged into one.
    expect(both.comm.sent).toHaveLength(1);
    await both.rest();
    expect(both.thresholds).toEqual([0.7, 0.7, 0.7]);
    expect(both.comm.sent).toHaveLength(2);
  });

  it("is not put back by the echo of its beginning", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    both.python.work();
    both.drag(0.9);
    while (both.comm.toBrowser.length > 0) await both.comm.hear();
    await both.pass(40);
    expect(both.slider.get("threshold")).toBe(0.9);
    await both.rest();
    expect(both.thresholds).toEqual([0.9, 0.9, 0.9]);
  });

  it("sends nothing from the slider itself, though its own view saves", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    both.slider.save_changes();
    await both.rest();
    expect(both.sliderComm.sent).toEqual([]);
    expect(both.thresholds).toEqual([0.6, 0.6, 0.6]);
  });

  it("sends what is selected, and nothing else that the browser has set", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    await both.rest();
    expect(both.comm.sent.map(({ data }) => data)).toEqual([
      { method: "update", state: { threshold: 0.6 }, buffer_paths: [] },
    ]);
  });
});

describe("a drag and a Python assignment during a busy kernel", () => {
  it("end equal where the assignment comes first and the drag is processed after it", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    both.python.assign("threshold", 0.3);
    await both.comm.hear();
    await both.pass(40);
    expect(both.slider.get("threshold")).toBe(0.3);
    await both.rest();
    expect(both.thresholds).toEqual([0.6, 0.6, 0.6]);
  });

  it("end equal where the drag is processed and the assignment follows", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    both.python.work();
    both.python.assign("threshold", 0.3);
    await both.rest();
    expect(both.thresholds).toEqual([0.3, 0.3, 0.3]);
  });

  it("end equal where the drag goes on while the assignment arrives", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    await both.pass(120);
    both.drag(0.7);
    both.python.assign("threshold", 0.3);
    both.drag(0.8);
    await both.comm.hear();
    both.drag(0.85);
    await both.rest();
    expect(both.thresholds).toEqual([0.85, 0.85, 0.85]);
  });

  it("end equal for the label too, and neither takes the other's back", async () => {
    const both = await new Both().start();
    both.drag(0.6);
    both.drag(0.65);
    both.python.assign("label", "rose");
    await both.comm.hear();
    await both.rest();
    expect(both.thresholds).toEqual([0.65, 0.65, 0.65]);
    expect([both.python.state.label, both.model.get("label"), both.labels.get("picked")]).toEqual(["rose", "rose", 1]);
  });

  it("end equal, whatever comes when", async () => {
    const step = fc.integer({ min: 0, max: 4 }).map((k) => k / 4);
    const action = fc.oneof(
      fc.record({ kind: fc.constant("drag" as const), to: step }),
      fc.record({ kind: fc.constant("assign" as const), to: step }),
      fc.record({ kind: fc.constant("pick" as const), to: fc.integer({ min: -1, max: 2 }) }),
      fc.record({ kind: fc.constant("name" as const), to: fc.constantFrom(null, "daisy", "rose") }),
      fc.record({ kind: fc.constant("pass" as const), to: fc.integer({ min: 1, max: 150 }) }),
      fc.record({ kind: fc.constant("work" as const), to: fc.constant(0) }),
      fc.record({ kind: fc.constant("hear" as const), to: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const both = await new Both().start();
        for (const { kind, to } of actions) {
          if (kind === "drag") both.drag(to);
          if (kind === "assign") both.python.assign("threshold", to);
          if (kind === "pick") both.labels.set("picked", to);
          if (kind === "name") both.python.assign("label", to);
          if (kind === "pass") await both.pass(to);
          if (kind === "work") both.python.work();
          if (kind === "hear") await both.comm.hear();
        }
        await both.rest();
        const { threshold, label } = both.python.state;
        const code = label === null ? -1 : FLOWERS.labels?.indexOf(String(label));
        expect(both.thresholds).toEqual([threshold, threshold, threshold]);
        expect([both.model.get("label"), both.labels.get("picked")]).toEqual([label, code]);
        both.life.abort();
      }),
      { numRuns: 100 },
    );
  });
});

describe("the kernel", () => {
  it("that is gone leaves the view working, and nothing is lost or thrown", async () => {
    const both = await new Both().start();
    for (const model of both.manager.models.values()) model.comm_live = false;
    both.drag(0.6);
    await both.pass(500);
    expect([both.model.get("threshold"), both.slider.get("threshold")]).toEqual([0.6, 0.6]);
    expect(both.comm.sent).toEqual([]);
  });

  it("is still there where one part has been closed", async () => {
    const both = await new Both().start();
    both.sliderComm.closed();
    both.labels.set("picked", 1);
    await both.rest();
    expect(both.python.state.label).toBe("rose");
  });
});

describe("what is set on a part", () => {
  it("tells nobody where it is equal: a card is drawn again only for another number", async () => {
    const both = await new Both().start();
    const drawn = vi.fn();
    both.labels.on("change:rows", drawn);
    both.drag(0.6);
    await both.pass(40);
    both.drag(0.7);
    await both.pass(40);
    expect(drawn).not.toHaveBeenCalled();
    expect(JSON.parse(both.labels.get("rows"))).toHaveLength(3);
  });

  it("ends with the view: no listener of ours is left on it", async () => {
    const both = await new Both().start();
    both.life.abort();
    both.drag(0.9);
    await both.pass(500);
    expect([both.model.get("threshold"), both.comm.sent.length]).toEqual([0.5, 0]);
    const left = [...both.manager.models.values()].flatMap((model) =>
      Object.values((model as unknown as { _events?: Record<string, unknown[]> })._events ?? {}).flat(),
    );
    expect(left).toEqual([]);
  });
});
