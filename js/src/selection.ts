import type { Correction } from "./derive/corrections";
import type { Cell, MatrixOptions } from "./matrix";

/** All labels together, the micro average. */
export const ALL = -1;

/** The one image that is looked at closely: the grid that opened it, the pair, and where it stood in the grid's list. */
export interface Opened {
  readonly grid: unknown;
  readonly item: number;
  readonly label: number;
  readonly score: number;
  readonly at: number;
}

/** What is looked at. The threshold is a whole number of thousandths, so that equal means equal. */
export interface Selected {
  readonly step: number;
  readonly label: number;
  /** The items that the numbers come from: "TEST", say, or "all". */
  readonly split: string;
  readonly cell: Cell | null;
  readonly matrix: MatrixOptions;
  readonly opened: Opened | null;
  /** What was found wrong with the data; never changed in place. */
  readonly corrections: readonly Correction[];
}

/** What is selected before anything is. */
export const START: Selected = {
  step: 500,
  label: ALL,
  split: "TEST",
  cell: null,
  matrix: { size: 10, atThreshold: false },
  opened: null,
  corrections: [],
};

/** Who changed it: the person at the widgets, or Python (or the page's address). */
export type Source = "user" | "host";

export type Listener = (now: Selected, before: Selected, source: Source) => void;

/** The nearest thousandth, half up, within 0 to 1. */
export function stepOf(threshold: number): number {
  return Math.min(1000, Math.max(0, Math.floor(threshold * 1000 + 0.5)));
}

function sameImage(a: Opened | null, b: Opened | null): boolean {
  return a?.grid === b?.grid && a?.item === b?.item && a?.label === b?.label && a?.at === b?.at;
}

function same(a: Selected, b: Selected): boolean {
  return (
    sameImage(a.opened, b.opened) &&
    a.corrections === b.corrections &&
    a.step === b.step &&
    a.label === b.label &&
    a.split === b.split &&
    a.cell?.truth === b.cell?.truth &&
    a.cell?.predicted === b.cell?.predicted &&
    a.matrix.size === b.matrix.size &&
    a.matrix.atThreshold === b.matrix.atThreshold
  );
}

/** The only state that a person changes; tells its listeners of real changes only. */
export class Selection {
  #now: Selected;
  readonly #listeners = new Set<Listener>();

  constructor(start: Selected) {
    this.#now = start;
  }

  get(): Selected {
    return this.#now;
  }

  update(change: Partial<Selected>, source: Source): void {
    const before = this.#now;
    // An open image is one of the items of a split.
    const elsewhere = change.split !== undefined && change.split !== before.split;
    const now = { ...before, ...(elsewhere ? { opened: null } : {}), ...change };
    if (same(now, before)) return;
    this.#now = now;
    for (const listener of [...this.#listeners]) listener(now, before, source);
  }

  subscribe(listener: Listener, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }
}
