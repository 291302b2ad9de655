import type { Statistics } from "./decode";
import { inIds, wordsOf } from "./derive/search";
import type { Late } from "./late";

/** The items in which a text is found; null where nothing is looked for. */
export interface Found {
  readonly sought: Uint8Array | null;
  /** Where it was looked for, in words. */
  readonly where: string;
}

const NOTHING: Found = { sought: null, where: "" };

/** Looks a text up in the ids, which are here, and has Python look in the metadata, which is there. */
export class Searches {
  readonly #statistics: Statistics;
  readonly #late: Late;
  #last: { readonly query: string; readonly ids: Uint8Array } | undefined;

  constructor(statistics: Statistics, late: Late) {
    this.#statistics = statistics;
    this.#late = late;
  }

  find(query: string): Found {
    const words = wordsOf(query);
    if (words.length === 0) return NOTHING;
    const ids = this.#inIds(query, words);
    if (!this.#statistics.about.hasMetadata) return { sought: ids, where: "Searched in the ids." };
    const { about, items } = this.#statistics;
    const all = this.#late.matches(about.split, words.join(" "), items);
    if (all === undefined) return { sought: ids, where: "Searched in the ids; the metadata follows." };
    if (all instanceof Error)
      return { sought: ids, where: `Searched in the ids only, not in the metadata: ${all.message}.` };
    return { sought: all, where: "Searched in ids and metadata." };
  }

  #inIds(query: string, words: readonly string[]): Uint8Array {
    if (this.#last?.query !== query) this.#last = { query, ids: inIds(this.#statistics, words) };
    return this.#last.ids;
  }
}
