import { type IClassicComm, type IWidgetManager, WidgetModel } from "@jupyter-widgets/base";
import type { CoordinatorModel } from "../../src/host/jupyter";
import type { Model } from "../../src/host/listen";

type State = Record<string, unknown>;
type Callbacks = { iopub?: { status?: (message: unknown) => void } };
type Listener = (message: unknown) => Promise<void>;
interface Sent {
  readonly id: string;
  readonly data: { method: string; state?: State; content?: unknown };
  readonly callbacks: Callbacks;
}

/** The wire between a widget's two halves: what the browser sends waits until the kernel has time, and the other way. */
export class FakeComm {
  readonly comm_id = "comm";
  readonly target_name = "jupyter.widget";
  readonly sent: Sent[] = [];
  readonly toKernel: Sent[] = [];
  readonly toBrowser: (() => Promise<void> | undefined)[] = [];
  #listener: Listener | undefined;
  #closing: ((message: unknown) => void) | undefined;

  on_msg(listener: Listener): void {
    this.#listener = listener;
  }

  on_close(listener: (message: unknown) => void): void {
    this.#closing = listener;
  }

  close(): string {
    return "";
  }

  send(data: Sent["data"], callbacks: Callbacks): string {
    const message = { id: `browser-${this.sent.length + 1}`, data, callbacks };
    this.sent.push(message);
    this.toKernel.push(message);
    return message.id;
  }

  /** A message to the browser; `parent` is the one that the kernel was at when it sent it. */
  post(parent: string, data: unknown): void {
    const message = { content: { data }, buffers: [], parent_header: { msg_id: parent } };
    this.toBrowser.push(() => this.#listener?.(message));
  }

  /** The kernel has done with a message. */
  idle({ callbacks }: Sent): void {
    this.toBrowser.push(async () => callbacks.iopub?.status?.({ content: { execution_state: "idle" } }));
  }

  /** Python closed the widget. */
  closed(): void {
    this.#closing?.({});
  }

  /** The browser takes in the next message, where there is one. */
  async hear(): Promise<void> {
    await this.toBrowser.shift()?.();
  }
}

/** The Python half of a widget, with the manners of ipywidgets 8: it echoes what the browser sends. */
export class FakePython {
  readonly state: State;
  readonly comm: FakeComm;

  constructor(comm: FakeComm, state: State) {
    this.comm = comm;
    this.state = { ...state };
  }

  /** An assignment in a cell; equal values are no change, and so are not sent. */
  assign(name: string, value: unknown): void {
    if (this.state[name] === value) return;
    this.state[name] = value;
    this.comm.post("cell", { method: "update", state: { [name]: value }, buffer_paths: [] });
  }

  /** Take in the next message from the browser, where there is one: echo it, apply it, be idle. */
  work(): void {
    const message = this.comm.toKernel.shift();
    if (!message) return;
    const state = message.data.state ?? {};
    if (message.data.method === "update") {
      this.comm.post(message.id, { method: "echo_update", state: { ...state }, buffer_paths: [] });
      Object.assign(this.state, state);
    }
    this.comm.idle(message);
  }
}

/** A manager of real widget models. */
export class RealManager {
  readonly models = new Map<string, WidgetModel>();

  get_model(id: string): Promise<WidgetModel> {
    const model = this.models.get(id);
    return model ? Promise.resolve(model) : Promise.reject(new Error("widget model not found"));
  }

  callbacks(): object {
    return {};
  }

  make(id: string, state: State): { model: WidgetModel; comm: FakeComm } {
    const comm = new FakeComm();
    const model = new WidgetModel(state as never, {
      model_id: id,
      comm: comm as unknown as IClassicComm,
      widget_manager: this as unknown as IWidgetManager,
    });
    this.models.set(id, model);
    return { model, comm };
  }
}

/** Real models have what ours ask of them; their declared types say less. */
export function asCoordinator(model: WidgetModel): CoordinatorModel {
  return model as unknown as CoordinatorModel;
}

export function asModel(model: WidgetModel): Model {
  return model as unknown as Model;
}
