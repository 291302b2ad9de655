import {
  decodeEvaluation,
  decodeFigures,
  decodeLists,
  decodeNames,
  type Evaluation,
  type Figures,
  type Statistics,
} from "./decode";
import { listen, type Model } from "./host/listen";
import type { Part } from "./wire.gen";

/** The trait of the coordinator that holds a part. */
function trait(part: Part, split?: string): string {
  return split === undefined ? part : `${part}_${split.toLowerCase()}`;
}

/** What is told to whoever shows the evidence. */
export interface Told {
  /** More has arrived. */
  changed(): void;
  /** Something that has arrived cannot be read. */
  failed(error: unknown): void;
}

/** What has arrived of an evaluation: each part is read once, when it is first looked at. */
export class Evidence {
  readonly evaluation: Evaluation;
  readonly #figures = new Map<string, Figures>();
  readonly #statistics = new Map<string, Statistics>();
  readonly #unreadable = new Set<string>();
  readonly #model: Model;
  readonly #told: Told;
  readonly #signal: AbortSignal;
  #ids: readonly string[] | null | undefined;

  constructor(model: Model, told: Told, signal: AbortSignal) {
    this.#model = model;
    this.#told = told;
    this.#signal = signal;
    this.evaluation = decodeEvaluation(model.get("evaluation"));
    const { splits, named } = this.evaluation;
    if (!named) this.#ids = null;
    for (const split of [...splits, "all"]) {
      for (const part of ["figures", "lists"] as const) {
        listen(model, `change:${trait(part, split)}`, () => told.changed(), signal);
      }
    }
    listen(model, "change:names", () => void this.#readNames(), signal);
    void this.#readNames();
  }

  /** What is counted in a split, if it is here. */
  figures(split: string): Figures | undefined {
    const sent = this.#sent(split);
    return this.#read(this.#figures, split, trait("figures", sent), (message) =>
      decodeFigures(this.evaluation, split, message),
    );
  }

  /** Everything about a split, if all of it is here. */
  statistics(split: string): Statistics | undefined {
    const figures = this.figures(split);
    const ids = this.#ids;
    if (figures === undefined || ids === undefined) return undefined;
    return this.#read(this.#statistics, split, trait("lists", this.#sent(split)), (message) =>
      decodeLists(figures, ids, message),
    );
  }

  /** How much of a split is here, from 0 to 1. */
  arrived(split: string): number {
    const sent = this.#sent(split);
    const parts = [trait("figures", sent), trait("lists", sent)].map((name) => this.#model.get(name) != null);
    const here = [...parts, this.#ids !== undefined];
    return here.filter(Boolean).length / here.length;
  }

  /** "all" is the only split where there is one only. */
  #sent(split: string): string {
    const { splits } = this.evaluation;
    return splits.length === 1 ? (splits[0] ?? split) : split;
  }

  #read<T>(known: Map<string, T>, split: string, name: string, decode: (message: unknown) => T): T | undefined {
    const message = this.#model.get(name);
    if (known.has(split) || message == null || this.#unreadable.has(name)) return known.get(split);
    try {
      known.set(split, decode(message));
    } catch (error) {
      this.#unreadable.add(name);
      this.#told.failed(error);
    }
    return known.get(split);
  }

  async #readNames(): Promise<void> {
    const message = this.#model.get("names");
    if (message == null || this.#ids !== undefined) return;
    try {
      const ids = await decodeNames(message);
      if (this.#signal.aborted) return;
      this.#ids = ids;
      this.#told.changed();
    } catch (error) {
      if (!this.#signal.aborted) this.#told.failed(error);
    }
  }
}
