import { listen, type Model } from "./listen";

/** A model that can also talk to its kernel. */
export interface Talker extends Model {
  send(content: unknown): void;
}

/** What Python answers: either the asked, or why not. */
type Answer = { id: number; ok?: Record<string, unknown>; error?: string };

export interface Reply {
  readonly content: Record<string, unknown>;
  readonly buffers: readonly DataView[];
}

type Waiting = {
  resolve: (reply: Reply) => void;
  reject: (reason: Error) => void;
  timer: ReturnType<typeof setTimeout>;
};

/** A busy kernel answers late, so the wait is long; without a kernel nothing is asked at all. */
const PATIENCE = 120_000;
const CLOSED = "the view was closed";
const NO_KERNEL = "no kernel: run the cell again to load this";

/** Questions to Python: an id each, answered with `ok` or `error`, given up after a time. */
export class Kernel {
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #model: Talker;
  readonly #alive: () => boolean;
  readonly #signal: AbortSignal;

  constructor(model: Talker, alive: () => boolean, signal: AbortSignal) {
    this.#model = model;
    this.#alive = alive;
    this.#signal = signal;
    listen(
      model,
      "msg:custom",
      ((answer: Answer, buffers: DataView[]) => this.#hear(answer, buffers)) as never,
      signal,
    );
    // What a kernel was asked before it was restarted, nobody answers any more. Looked at a moment later, since each of
    // the widgets is told in its turn.
    listen(model, "comm_live_update", () => setTimeout(() => this.#alive() || this.#giveUp(NO_KERNEL)), signal);
    signal.addEventListener("abort", () => this.#giveUp(CLOSED), { once: true });
  }

  /** Whether there is a kernel that could answer. */
  get alive(): boolean {
    return this.#alive();
  }

  ask(question: string, about: Record<string, unknown>): Promise<Reply> {
    if (this.#signal.aborted) return Promise.reject(new Error(CLOSED));
    if (!this.#alive()) return Promise.reject(new Error(NO_KERNEL));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new Error("the kernel did not answer")), PATIENCE);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#model.send({ id, question, ...about });
    });
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #hear({ id, ok, error }: Answer, buffers: DataView[]): void {
    const waiting = this.#settle(id);
    if (ok) waiting?.resolve({ content: ok, buffers });
    else waiting?.reject(new Error(error ?? "the kernel gave no reason"));
  }

  #giveUp(reason: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(reason));
  }
}
