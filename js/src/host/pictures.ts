import type { Picture } from "../bindings/binding";
import { text } from "../errors";
import type { Kernel, Reply } from "./kernel";

/** The first thumbnails, as they come with the view: items and lengths, then all bytes one after the other. */
export interface Album {
  readonly items: readonly number[];
  readonly lengths: readonly number[];
  readonly problems: readonly string[];
  readonly data: DataView | null;
}

const BATCH = 24;
const KEPT = 3000;

/** An address of bytes that are a picture; whoever makes it gives it back. */
export function addressOf(bytes: Uint8Array): string {
  return URL.createObjectURL(new Blob([bytes as BlobPart], { type: "image/webp" }));
}

/** Thumbnails by item: some come with the view, others are asked for in batches, what is on screen first. */
export class Pictures {
  readonly #here = new Map<number, Picture>();
  readonly #urgent = new Set<number>();
  readonly #ahead = new Set<number>();
  readonly #asked = new Set<number>();
  #shown: ReadonlySet<number> = new Set();
  #busy = false;
  readonly #kernel: Kernel;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;

  constructor(kernel: Kernel, changed: () => void, signal: AbortSignal) {
    this.#kernel = kernel;
    this.#changed = changed;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.clear(), { once: true });
  }

  /** Take the thumbnails that came with the view. */
  fill({ items, lengths, problems, data }: Album): void {
    let at = 0;
    items.forEach((item, i) => {
      const length = lengths[i] ?? 0;
      const bytes = data ? new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset + at, length) : new Uint8Array();
      if (!this.#here.has(item)) this.#put(item, bytes, problems[i] ?? "");
      at += length;
    });
  }

  get(item: number): Picture | undefined {
    return this.#here.get(item);
  }

  /** Ask for what is on screen now; what was wanted before and is not any more waits. */
  show(items: readonly number[]): void {
    this.#shown = new Set(items);
    for (const item of this.#urgent) this.#ahead.add(item);
    this.#urgent.clear();
    for (const item of items) if (this.#missing(item)) this.#urgent.add(item);
    void this.#fetch();
  }

  /** Ask for what may be looked at next, when nothing else is to do. */
  expect(items: Iterable<number>): void {
    for (const item of items) {
      if (this.#ahead.size + this.#here.size >= KEPT) break;
      if (this.#missing(item)) this.#ahead.add(item);
    }
    void this.#fetch();
  }

  clear(): void {
    for (const { src } of this.#here.values()) if (src) URL.revokeObjectURL(src);
    for (const all of [this.#here, this.#urgent, this.#ahead, this.#asked]) all.clear();
  }

  #missing(item: number): boolean {
    return !this.#here.has(item) && !this.#asked.has(item);
  }

  #put(item: number, bytes: Uint8Array, problem: string): void {
    this.#here.set(item, { src: problem ? "" : addressOf(bytes), problem });
    for (const [old, { src }] of this.#here) {
      if (this.#here.size <= KEPT) break;
      if (this.#shown.has(old) || old === item) continue;
      if (src) URL.revokeObjectURL(src);
      this.#here.delete(old);
    }
  }

  #next(): number[] {
    const batch: number[] = [];
    for (const queue of [this.#urgent, this.#ahead]) {
      for (const item of queue) {
        if (batch.length >= BATCH) break;
        queue.delete(item);
        if (this.#missing(item)) batch.push(item);
      }
      // What is on screen does not wait for what may come.
      if (batch.length > 0) break;
    }
    return batch;
  }

  async #fetch(): Promise<void> {
    if (this.#busy || this.#signal.aborted) return;
    this.#busy = true;
    for (let batch = this.#next(); batch.length > 0 && !this.#signal.aborted; batch = this.#next()) {
      for (const item of batch) this.#asked.add(item);
      const reply = await this.#kernel.ask("pictures", { items: batch }).catch((error: unknown) => text(error));
      if (this.#signal.aborted) return;
      for (const item of batch) this.#asked.delete(item);
      this.#receive(batch, reply);
      // Of what is not on screen nobody is told: without a kernel, drawing would ask and fail and draw for ever.
      if (batch.some((item) => this.#shown.has(item))) this.#changed();
    }
    this.#busy = false;
  }

  #receive(batch: readonly number[], reply: Reply | string): void {
    if (typeof reply === "string") {
      // Said on what is on screen only: what was merely expected may be asked for again.
      for (const item of batch) if (this.#shown.has(item)) this.#here.set(item, { src: "", problem: reply });
      this.#ahead.clear();
      return;
    }
    const problems = reply.content.problems as readonly string[];
    batch.forEach((item, i) => {
      const data = reply.buffers[i];
      const bytes = data
        ? new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)
        : new Uint8Array();
      this.#put(item, bytes, problems[i] ?? "");
    });
  }
}
