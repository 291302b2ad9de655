import type { Statistics } from "../decode";
import { ALL } from "../selection";
import { Keys, type Order } from "./orders";
import type { Pair, Rankings, Verdict } from "./ranked";

/** A list of pairs, of which a part can be had. */
export interface Listed {
  readonly total: number;
  pairs(offset: number, size: number): readonly Pair[];
  /** Where a pair stands in the list, or -1. */
  find(pair: Pick<Pair, "item" | "label">): number;
}

type Direction = Exclude<Order, "boundary">;

/** The pairs of a label in an order, whatever the threshold, each with the step that its score reaches. */
interface Sorted {
  readonly places: Uint32Array;
  readonly steps: Uint16Array;
}

const KEPT = 8;

/** Nearest the threshold is the lowest score above it, and the highest below it. */
function sense(order: Order, verdict: Verdict): Direction {
  if (order !== "boundary") return order;
  return verdict === "fn" ? "confident" : "unsure";
}

/** A list that is here as a whole. */
export function listOf(pairs: readonly Pair[]): Listed {
  return {
    total: pairs.length,
    pairs: (offset, size) => pairs.slice(offset, offset + size),
    find: (sought) => pairs.findIndex(({ item, label }) => item === sought.item && label === sought.label),
  };
}

/** Lists in any order, of all items or of those that are sought: sorted once, then cut by the steps of the scores. */
export class Listings {
  readonly keys: Keys;
  readonly #statistics: Statistics;
  readonly #rankings: Rankings;
  readonly #sorted = new Map<string, Sorted>();

  constructor(statistics: Statistics, rankings: Rankings) {
    this.keys = new Keys(statistics);
    this.#statistics = statistics;
    this.#rankings = rankings;
  }

  /** The pairs of a verdict; undefined where not all of them were sent. */
  list(verdict: Verdict, label: number, step: number, order: Order, sought: Uint8Array | null): Listed | undefined {
    const positives = verdict !== "fp";
    const inside = verdict === "fn" ? (at: number) => at < step : (at: number) => at >= step;
    const { held, list } = this.#cut(positives, label, sense(order, verdict), inside, sought);
    return held === this.#rankings.stretch(verdict, label, step, 0, 0).total ? list : undefined;
  }

  /** The pairs that are true, or are not, in a range of steps, its end excluded; undefined where not all were sent. */
  range(positives: boolean, label: number, from: number, to: number, order: Direction, sought: Uint8Array | null) {
    const { held, list } = this.#cut(positives, label, order, (at) => at >= from && at < to, sought);
    return held === this.#rankings.count(positives, label, from, to) ? list : undefined;
  }

  #cut(
    positives: boolean,
    label: number,
    order: Direction,
    inside: (step: number) => boolean,
    sought: Uint8Array | null,
  ): { held: number; list: Listed } {
    const { places, steps } = this.#sort(positives, label, order);
    const { item } = this.#lists(positives);
    const found = new Uint32Array(places.length);
    let [held, size] = [0, 0];
    for (let at = 0; at < places.length; at++) {
      if (!inside(steps[at] ?? 0)) continue;
      held += 1;
      const place = places[at] ?? 0;
      if (!sought || sought[item[place] ?? 0]) found[size++] = place;
    }
    const all = found.subarray(0, size);
    const pairAt = (place: number) => this.#rankings.pairAt(positives, label, place);
    const list = {
      total: size,
      pairs: (offset: number, count: number) => Array.from(all.subarray(offset, offset + count), pairAt),
      find: (pair: Pick<Pair, "item" | "label">) => {
        const place = this.#placeOf(positives, pair);
        return place < 0 ? -1 : all.indexOf(place);
      },
    };
    return { held, list };
  }

  #lists(positives: boolean) {
    const { arrays, positiveStart, negativeStart } = this.#statistics;
    return positives
      ? { item: arrays.positive_item, score: arrays.positive_score, start: positiveStart }
      : { item: arrays.negative_item, score: arrays.negative_score, start: negativeStart };
  }

  #placeOf(positives: boolean, { item, label }: Pick<Pair, "item" | "label">): number {
    const { item: items, start } = this.#lists(positives);
    const from = start[label] ?? 0;
    const at = items.subarray(from, start[label + 1] ?? from).indexOf(item);
    return at < 0 ? -1 : from + at;
  }

  #sort(positives: boolean, label: number, order: Direction): Sorted {
    const key = `${positives} ${label} ${order}`;
    const known = this.#sorted.get(key);
    if (known) return known;
    const made = this.#sortAnew(positives, label, order);
    const oldest = this.#sorted.keys().next();
    if (this.#sorted.size >= KEPT && !oldest.done) this.#sorted.delete(oldest.value);
    this.#sorted.set(key, made);
    return made;
  }

  #sortAnew(positives: boolean, label: number, order: Direction): Sorted {
    const { places, first } = this.#rankings.buckets(positives, label);
    const base = label === ALL ? 0 : (places[0] ?? 0);
    const stepOf = new Uint16Array(places.length);
    for (let step = 0; step + 1 < first.length; step++) {
      for (let at = first[step] ?? 0; at < (first[step + 1] ?? 0); at++) stepOf[(places[at] ?? 0) - base] = step;
    }
    const { item, score } = this.#lists(positives);
    const key = this.keys.key(order, positives);
    const keyOf = Float64Array.from(stepOf, (_, at) => key(item[base + at] ?? 0, score[base + at] ?? 0));
    // Places of one item ascend with the label.
    const sorted = places
      .slice()
      .sort((a, b) => (keyOf[a - base] ?? 0) - (keyOf[b - base] ?? 0) || (item[a] ?? 0) - (item[b] ?? 0) || a - b);
    return { places: sorted, steps: Uint16Array.from(sorted, (place) => stepOf[place - base] ?? 0) };
  }
}
