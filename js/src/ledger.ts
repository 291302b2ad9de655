import type { Correction } from "./derive/corrections";
import type { Selection } from "./selection";

/** What the corrections were before each change that a person made, so that it can be taken back. */
export class Ledger {
  readonly #selection: Selection;
  #past: (readonly Correction[])[] = [];
  #undoing = false;

  constructor(selection: Selection, signal: AbortSignal) {
    this.#selection = selection;
    selection.subscribe((now, before, source) => {
      if (now.corrections === before.corrections || this.#undoing) return;
      // What Python has assigned is not ours to take back.
      if (source === "user") this.#past.push(before.corrections);
      else this.#past = [];
    }, signal);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  undo(): void {
    const corrections = this.#past.pop();
    if (!corrections) return;
    this.#undoing = true;
    this.#selection.update({ corrections }, "user");
    this.#undoing = false;
  }
}
