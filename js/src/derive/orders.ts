import type { Statistics } from "../decode";
import { idOf } from "./cards";
import { compareIds, idKey } from "./id_order";
import type { Pair } from "./ranked";

/** What a list can be ordered by: as `sort` of Python's `model.examples`. */
export type Order = "boundary" | "confident" | "unsure" | "confused" | "id";

/** An order as a person chooses it. */
export interface Choice {
  readonly key: Order;
  readonly name: string;
}

const NAMES: Record<Order, string> = {
  boundary: "Nearest the threshold",
  confident: "Highest score",
  unsure: "Lowest score",
  confused: "Most confused",
  id: "Id",
};

export function choices(...orders: Order[]): Choice[] {
  return orders.map((key) => ({ key, name: NAMES[key] }));
}

/** What orders need of an evaluation, found out when it is first asked for. */
export class Keys {
  readonly #statistics: Statistics;
  #ranks: Uint32Array | undefined;
  #true: Float64Array | undefined;

  constructor(statistics: Statistics) {
    this.#statistics = statistics;
  }

  /** The place of each item in the order of the ids. */
  get idRanks(): Uint32Array {
    this.#ranks ??= this.#rank();
    return this.#ranks;
  }

  /** The highest score among the true labels of each item; 0 where it has none. */
  get trueScores(): Float64Array {
    if (this.#true) return this.#true;
    const { items, arrays } = this.#statistics;
    const found = new Float64Array(items);
    arrays.positive_item.forEach((item, place) => {
      found[item] = Math.max(found[item] ?? 0, arrays.positive_score[place] ?? 0);
    });
    this.#true = found;
    return found;
  }

  #rank(): Uint32Array {
    const ids = Array.from({ length: this.#statistics.items }, (_, item) => idOf(this.#statistics, item));
    const keys = ids.map(idKey);
    const order = Uint32Array.from(ids.keys()).sort((a, b) => compareIds(ids[a] ?? "", ids[b] ?? "", keys[a], keys[b]));
    const ranks = new Uint32Array(ids.length);
    order.forEach((item, rank) => {
      ranks[item] = rank;
    });
    return ranks;
  }

  /** How far the predicted label is above the true one: of a true pair the top label, of a wrong one the pair's own. */
  gap(isTrue: boolean, item: number, score: number): number {
    if (isTrue) return (this.#statistics.arrays.top_score[item] ?? 0) - score;
    return score - (this.trueScores[item] ?? 0);
  }

  /** What pairs are sorted by, ascending; equal ones stay in item order, then label order. */
  key(order: Exclude<Order, "boundary">, isTrue: boolean): (item: number, score: number) => number {
    const keys = {
      confident: (_item: number, score: number) => -score,
      unsure: (_item: number, score: number) => score,
      confused: (item: number, score: number) => -this.gap(isTrue, item, score),
      id: (item: number) => this.idRanks[item] ?? 0,
    };
    return keys[order];
  }
}

/** Sort a few pairs by a key; those of equal keys stay in the order that they have. */
export function sortedBy(pairs: readonly Pair[], key: (pair: Pair) => number): Pair[] {
  const keyed = pairs.map((pair) => ({ pair, key: key(pair) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ pair }) => pair);
}
