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

/** What is on screen, what of it did not come in time, and what may come next: none of them waits for another. */
type Lane = "urgent" | "late" | "ahead";

/** Seconds after which Python answers with what it has: one picture that takes its time holds up no other. */
const PATIENCE: Readonly<Record<Lane, number>> = { urgent: 0.25, late: 2, ahead: 2 };

/** An address of bytes that are a picture; whoever makes it gives it back. */
export function addressOf(bytes: Uint8Array): string {
  return URL.createObjectURL(new Blob([bytes as BlobPart], { type: "image/webp" }));
}

/** Thumbnails by item: some come with the view, others are asked for in batches, what is on screen first. */
export class Pictures {
  readonly #here = new Map<number, Picture>();
  readonly #wanted: Readonly<Record<Lane, Set<number>>> = { urgent: new Set(), late: new Set(), ahead: new Set() };
  readonly #busy = new Set<Lane>();
  readonly #asked = new Set<number>();
  #shown: ReadonlySet<number> = new Set();
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
    const { urgent, late, ahead } = this.#wanted;
    for (const item of [...urgent, ...late]) ahead.add(item);
    urgent.clear();
    late.clear();
    for (const item of items) if (this.#missing(item)) urgent.add(item);
    void this.#fetch("urgent");
  }

  /** Ask for what may be looked at next, when nothing else is to do. */
  expect(items: Iterable<number>): void {
    const { ahead } = this.#wanted;
    for (const item of items) {
      if (ahead.size + this.#here.size >= KEPT) break;
      if (this.#missing(item)) ahead.add(item);
    }
    void this.#fetch("ahead");
  }

  clear(): void {
    for (const { src } of this.#here.values()) if (src) URL.revokeObjectURL(src);
    for (const all of [this.#here, ...Object.values(this.#wanted), this.#asked]) all.clear();
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

  #next(lane: Lane): number[] {
    const batch: number[] = [];
    // What may come is not asked for before what is on screen: Python makes first what was asked last.
    if (lane === "ahead" && this.#busy.has("urgent")) return batch;
    for (const item of this.#wanted[lane]) {
      if (batch.length >= BATCH) break;
      this.#wanted[lane].delete(item);
      if (this.#missing(item)) batch.push(item);
    }
    return batch;
  }

  /** Ask until nothing is wanted any more, one question of a lane at a time. */
  async #fetch(lane: Lane): Promise<void> {
    if (this.#busy.has(lane) || this.#signal.aborted) return;
    this.#busy.add(lane);
    for (let batch = this.#next(lane); batch.length > 0 && !this.#signal.aborted; batch = this.#next(lane)) {
      for (const item of batch) this.#asked.add(item);
      const question = { items: batch, seconds: PATIENCE[lane] };
      const reply = await this.#kernel.ask("pictures", question).catch((error: unknown) => text(error));
      if (this.#signal.aborted) return;
      for (const item of batch) this.#asked.delete(item);
      this.#receive(batch, reply);
      // Of what is not on screen nobody is told: without a kernel, drawing would ask and fail and draw for ever.
      if (batch.some((item) => this.#shown.has(item))) this.#changed();
    }
    this.#busy.delete(lane);
    if (lane === "urgent") void this.#fetch("ahead");
  }

  #receive(batch: readonly number[], reply: Reply | string): void {
    if (typeof reply === "string") {
      // Said on what is on screen only: what was merely expected may be asked for again.
      for (const item of batch) if (this.#shown.has(item)) this.#here.set(item, { src: "", problem: reply });
      this.#wanted.ahead.clear();
      return;
    }
    const problems = reply.content.problems as readonly string[];
    const late = new Set((reply.content.late ?? []) as readonly number[]);
    for (const item of late) if (this.#shown.has(item)) this.#wanted.late.add(item);
    if (this.#wanted.late.size > 0) void this.#fetch("late");
    batch.forEach((item, i) => {
      if (late.has(item)) return;
      const data = reply.buffers[i];
      const bytes = data
        ? new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)
        : new Uint8Array();
      this.#put(item, bytes, problems[i] ?? "");
    });
  }
}
