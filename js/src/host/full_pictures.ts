import type { Picture } from "../bindings/binding";
import { text } from "../errors";
import type { Kernel } from "./kernel";
import { addressOf } from "./pictures";

const KEPT = 8;

/** Pictures at their full size: asked for one at a time, the last one wanted next, and a few of them kept. */
export class FullPictures {
  readonly #here = new Map<number, Picture>();
  #wanted: number | undefined;
  #busy = false;
  readonly #kernel: Kernel;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;

  constructor(kernel: Kernel, changed: () => void, signal: AbortSignal) {
    this.#kernel = kernel;
    this.#changed = changed;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#clear(), { once: true });
  }

  /** The picture, or undefined while it is on its way. */
  get(item: number): Picture | undefined {
    const known = this.#here.get(item);
    if (!known) {
      this.#wanted = item;
      void this.#fetch();
    }
    return known;
  }

  async #fetch(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#wanted !== undefined && !this.#signal.aborted) {
      const item = this.#wanted;
      this.#wanted = undefined;
      const picture = await this.#ask(item);
      if (this.#signal.aborted) return;
      this.#keep(item, picture);
      this.#changed();
    }
    this.#busy = false;
  }

  async #ask(item: number): Promise<Picture> {
    try {
      const { content, buffers } = await this.#kernel.ask("full", { item });
      const problem = String(content.problem ?? "");
      const data = buffers[0];
      if (problem || !data || this.#signal.aborted) return { src: "", problem };
      return { src: addressOf(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)), problem };
    } catch (error) {
      return { src: "", problem: text(error) };
    }
  }

  #keep(item: number, picture: Picture): void {
    this.#here.set(item, picture);
    for (const [old, { src }] of this.#here) {
      if (this.#here.size <= KEPT) break;
      if (src) URL.revokeObjectURL(src);
      this.#here.delete(old);
    }
  }

  #clear(): void {
    for (const { src } of this.#here.values()) if (src) URL.revokeObjectURL(src);
    this.#here.clear();
  }
}
