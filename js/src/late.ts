import type { Correction } from "./derive/corrections";
import type { Counts } from "./derive/counts";
import type { Told } from "./derive/detail";
import type { Order } from "./derive/orders";
import type { PairCounts } from "./derive/pairs";
import type { Pair, Stretch, Verdict } from "./derive/ranked";
import { text } from "./errors";
import type { Kernel } from "./host/kernel";

/** Which part of a list. */
export interface Page {
  readonly label: number;
  readonly step: number;
  readonly offset: number;
  readonly size: number;
  readonly order?: Order;
  readonly search?: string;
}

/** Which part of the pairs that are true, or are not, in a range of steps. */
export interface Scored {
  readonly truths: boolean;
  readonly label: number;
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  readonly size: number;
  readonly order: Order;
  readonly search: string;
}

interface Sent {
  readonly total: number;
  readonly item: readonly number[];
  readonly label: readonly number[];
  readonly score: readonly number[];
}

function stretchOf({ total, item, label, score }: Sent): Stretch {
  const pairs: Pair[] = item.map((at, i) => ({ item: at, label: label[i] ?? 0, score: score[i] ?? 0 }));
  return { total, pairs, complete: true };
}

/** What is too much to be sent: asked of Python when it is looked at, and remembered. */
export class Late {
  readonly #known = new Map<string, unknown>();
  readonly #asking = new Set<string>();
  readonly #kernel: Kernel;
  readonly #changed: () => void;

  constructor(kernel: Kernel, changed: () => void) {
    this.#kernel = kernel;
    this.#changed = changed;
  }

  /** Part of a long list. */
  stretch(split: string, verdict: Verdict, page: Page): Stretch | Error | undefined {
    const about = { split, verdict, order: "boundary", search: "", ...page };
    return this.#ask("examples", verdict, about, (content) => stretchOf(content as Sent));
  }

  /** Part of the pairs in a range of scores. */
  scored(split: string, about: Scored): Stretch | Error | undefined {
    return this.#ask("scored", "", { split, ...about }, (content) => stretchOf(content as Sent));
  }

  /** The items in whose ids or metadata a text is found. */
  matches(split: string, search: string, items: number): Uint8Array | Error | undefined {
    return this.#ask("matches", "", { split, search }, (content) => {
      const found = new Uint8Array(items);
      for (const item of (content as { item: readonly number[] }).item) found[item] = 1;
      return found;
    });
  }

  /** What only Python knows of an item: all its scores, where its score for a label ranks, its metadata. */
  item(split: string, item: number, label: number): Told | Error | undefined {
    return this.#ask("item", "", { split, item, label }, (content) => content as Told);
  }

  /** The counts if corrections are right. */
  corrected(
    split: string,
    label: number,
    step: number,
    corrections: readonly Correction[],
  ): Counts | Error | undefined {
    return this.#ask("corrected", "", { split, label, step, corrections }, (content) => content as Counts);
  }

  /** Counts of pairs of labels. */
  pairs(split: string, codes: readonly number[], step: number): PairCounts | Error | undefined {
    const read = (content: unknown) => ({ codes, ...(content as Omit<PairCounts, "codes">) });
    return this.#ask("pairs", "", { split, codes, step }, read);
  }

  /** One question of a kind at a time: while the slider moves, what it has left behind already is not asked for. */
  #ask<T>(
    question: string,
    kind: string,
    about: Record<string, unknown>,
    read: (content: unknown) => T,
  ): T | Error | undefined {
    const key = JSON.stringify([question, about]);
    if (this.#known.has(key)) return this.#known.get(key) as T | Error;
    const slot = `${question} ${kind}`;
    if (this.#asking.has(slot)) return undefined;
    this.#asking.add(slot);
    this.#kernel
      .ask(question, about)
      .then(({ content }) => read(content))
      .catch((error: unknown) => new Error(text(error)))
      .then((found) => {
        this.#known.set(key, found);
        this.#asking.delete(slot);
        this.#changed();
      });
    return undefined;
  }
}
