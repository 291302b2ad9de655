import { type Statistics, THRESHOLDS } from "../decode";
import { ALL } from "../selection";

export type Verdict = "tp" | "fn" | "fp";

/** An (item, label) pair with its score. */
export interface Pair {
  readonly item: number;
  readonly label: number;
  readonly score: number;
}

/** A stretch of a ranked list; `complete` is false where the rest was not sent and Python has to be asked. */
export interface Stretch {
  readonly total: number;
  readonly pairs: readonly Pair[];
  readonly complete: boolean;
}

/** The true pairs, or the kept false pairs, sorted into the 1,001 steps between thresholds. */
interface Steps {
  /** How many pairs the step really has. */
  size(step: number): number;
  /** Those that are here: positions in the list, by score, item and label. */
  here(step: number): Uint32Array;
}

/** All pairs that are here, step by step: places `first[t]` to `first[t + 1]` lie in step t, in no order within it. */
export interface Buckets {
  readonly places: Uint32Array;
  readonly first: Uint32Array;
}

type List = { item: ArrayLike<number>; score: ArrayLike<number>; start: Uint32Array; kept: number };

function difference(counts: ArrayLike<number>, row: number, step: number): number {
  return (counts[row + step] ?? 0) - (step === 1000 ? 0 : (counts[row + step + 1] ?? 0));
}

/** The ranked lists of one evaluation, cut by counts alone: no score is ever compared with a threshold here. */
export class Rankings {
  readonly #statistics: Statistics;
  readonly #steps = new Map<string, Steps>();
  readonly #labelOf = new Map<boolean, Uint32Array>();
  readonly #buckets = new Map<string, Buckets>();

  constructor(statistics: Statistics) {
    this.#statistics = statistics;
  }

  /** `size` pairs from `offset` of those with the verdict at the threshold, nearest to it first. */
  stretch(verdict: Verdict, label: number, step: number, offset: number, size: number): Stretch {
    const positives = verdict !== "fp";
    const steps = this.#stepsOf(positives, label);
    const down = verdict === "fn";
    const pairs: Pair[] = [];
    let total = 0;
    let skip = offset;
    let complete = true;
    for (let at = down ? step - 1 : step; down ? at >= 0 : at < THRESHOLDS; at += down ? -1 : 1) {
      const held = steps.size(at);
      total += held;
      if (skip >= held) {
        skip -= held;
        continue;
      }
      if (!complete || pairs.length >= size) continue;
      const wanted = Math.min(size - pairs.length, held - skip);
      const here = down ? this.#downwards(steps.here(at), label) : steps.here(at);
      for (const place of here.slice(skip, skip + wanted)) pairs.push(this.pairAt(positives, label, place));
      complete = here.length >= skip + wanted;
      skip = 0;
    }
    return { total, pairs, complete };
  }

  /** Items that are predicted wrongly to bear a label: all of them where no list was cut short. */
  falseItems(label: number, step: number): number[] {
    const { item, start } = this.#list(false);
    const first = this.#starts(false, label)[step] ?? 0;
    return Array.from({ length: (start[label + 1] ?? first) - first }, (_, i) => item[first + i] ?? 0);
  }

  /** The pair at a place of the list of true or of false pairs. */
  pairAt(positives: boolean, label: number, place: number): Pair {
    const { item, score } = this.#list(positives);
    const own = label === ALL ? (this.#labels(positives)[place] ?? 0) : label;
    return { item: item[place] ?? 0, label: own, score: score[place] ?? 0 };
  }

  /** How many true or false pairs reach a step from `from` up to, not including, `to`. */
  count(positives: boolean, label: number, from: number, to: number): number {
    const { size } = this.#stepsOf(positives, label);
    let total = 0;
    for (let step = from; step < Math.min(to, THRESHOLDS); step++) total += size(step);
    return total;
  }

  /** The highest step that the score of an item for a label reaches; undefined where that pair was not sent. */
  stepOf(item: number, label: number): number | undefined {
    for (const positives of [true, false]) {
      const { item: items, start } = this.#list(positives);
      for (let place = start[label] ?? 0; place < (start[label + 1] ?? 0); place++) {
        if (items[place] !== item) continue;
        const starts = this.#starts(positives, label);
        let step = THRESHOLDS - 1;
        while ((starts[step] ?? 0) > place) step -= 1;
        return step;
      }
    }
    return undefined;
  }

  /** The true or the false pairs of a label, sorted into steps: all that are here, of a capped list not all there are. */
  buckets(positives: boolean, label: number): Buckets {
    const key = `${positives} ${label}`;
    const known = this.#buckets.get(key);
    if (known) return known;
    const made = label === ALL ? this.#bucketsOfAll(positives) : this.#bucketsOfLabel(positives, label);
    // Of all labels only: those of one are quickly made again.
    if (label === ALL) this.#buckets.set(key, made);
    return made;
  }

  #list(positives: boolean): List {
    const { arrays, positiveStart, negativeStart, about } = this.#statistics;
    if (positives) {
      return { item: arrays.positive_item, score: arrays.positive_score, start: positiveStart, kept: Infinity };
    }
    return {
      item: arrays.negative_item,
      score: arrays.negative_score,
      start: negativeStart,
      kept: about.cap ?? Infinity,
    };
  }

  #stepsOf(positives: boolean, label: number): Steps {
    const key = `${positives} ${label}`;
    const known = this.#steps.get(key);
    if (known) return known;
    const steps = label === ALL ? this.#stepsOfAll(positives) : this.#stepsOfLabel(positives, label);
    this.#steps.set(key, steps);
    return steps;
  }

  #sizeOf(positives: boolean, row: number): (step: number) => number {
    const { tp, predicted } = this.#statistics;
    return (step) => difference(positives ? tp : predicted, row, step) - (positives ? 0 : difference(tp, row, step));
  }

  #starts(positives: boolean, label: number): Uint32Array {
    const size = this.#sizeOf(positives, label * THRESHOLDS);
    const { start, kept } = this.#list(positives);
    const starts = new Uint32Array(THRESHOLDS + 1);
    starts[THRESHOLDS] = start[label + 1] ?? 0;
    // From the end: in step 0 there are fewer than counted where scores are absent.
    for (let t = THRESHOLDS - 1; t > 0; t--) starts[t] = (starts[t + 1] ?? 0) - Math.min(size(t), kept);
    starts[0] = start[label] ?? 0;
    return starts;
  }

  #stepsOfLabel(positives: boolean, label: number): Steps {
    const starts = this.#starts(positives, label);
    const here = (step: number) => {
      const first = starts[step] ?? 0;
      return Uint32Array.from({ length: (starts[step + 1] ?? first) - first }, (_, i) => first + i);
    };
    return { size: this.#sizeOf(positives, label * THRESHOLDS), here };
  }

  #bucketsOfLabel(positives: boolean, label: number): Buckets {
    const starts = this.#starts(positives, label);
    const base = starts[0] ?? 0;
    const places = Uint32Array.from({ length: (starts[THRESHOLDS] ?? base) - base }, (_, i) => base + i);
    return { places, first: starts.map((start) => start - base) };
  }

  /** All labels: a counting sort into steps. */
  #bucketsOfAll(positives: boolean): Buckets {
    const first = new Uint32Array(THRESHOLDS + 1);
    const perLabel = this.#startsOfAll(positives);
    for (const starts of perLabel) {
      for (let t = 0; t < THRESHOLDS; t++) first[t + 1] = (first[t + 1] ?? 0) + (starts[t + 1] ?? 0) - (starts[t] ?? 0);
    }
    for (let t = 0; t < THRESHOLDS; t++) first[t + 1] = (first[t + 1] ?? 0) + (first[t] ?? 0);
    const places = new Uint32Array(first[THRESHOLDS] ?? 0);
    const next = first.slice();
    for (const starts of perLabel) {
      for (let t = 0; t < THRESHOLDS; t++) {
        for (let place = starts[t] ?? 0; place < (starts[t + 1] ?? 0); place++) {
          places[next[t] ?? 0] = place;
          next[t] = (next[t] ?? 0) + 1;
        }
      }
    }
    return { places, first };
  }

  #startsOfAll(positives: boolean): Uint32Array[] {
    return Array.from({ length: this.#statistics.labels }, (_, label) => this.#starts(positives, label));
  }

  /** All labels: the order within a step when it is first looked at. */
  #stepsOfAll(positives: boolean): Steps {
    const { microTp, microPredicted } = this.#statistics;
    const perLabel = this.#startsOfAll(positives);
    const { places, first } = this.buckets(positives, ALL);
    const sorted = new Map<number, Uint32Array>();
    const here = (step: number) => {
      const known = sorted.get(step);
      if (known) return known;
      const made = places.slice(first[step], first[step + 1]).sort(this.#compare(positives, ALL, 1));
      const sure = made.slice(0, this.#sure(positives, perLabel, step, made));
      sorted.set(step, sure);
      return sure;
    };
    const tp = (step: number) => difference(microTp, 0, step);
    return { size: positives ? tp : (step) => difference(microPredicted, 0, step) - tp(step), here };
  }

  /** How far a step of all labels is sure: behind the last one kept of a label, others of that label may be missing. */
  #sure(positives: boolean, perLabel: readonly Uint32Array[], step: number, places: Uint32Array): number {
    const cut = new Set<number>();
    perLabel.forEach((starts, label) => {
      const end = starts[step + 1] ?? 0;
      const kept = end - (starts[step] ?? 0);
      if (this.#sizeOf(positives, label * THRESHOLDS)(step) > kept) cut.add(end - 1);
    });
    const last = cut.size > 0 ? places.findIndex((place) => cut.has(place)) : -1;
    return last < 0 ? places.length : last + 1;
  }

  /** By score (ascending or descending), then always by item and by label. */
  #compare(positives: boolean, label: number, sign: 1 | -1): (a: number, b: number) => number {
    const { item, score } = this.#list(positives);
    const own = label === ALL ? this.#labels(positives) : undefined;
    return (a, b) =>
      sign * ((score[a] ?? 0) - (score[b] ?? 0)) ||
      (item[a] ?? 0) - (item[b] ?? 0) ||
      (own?.[a] ?? 0) - (own?.[b] ?? 0);
  }

  #downwards(places: Uint32Array, label: number): Uint32Array {
    return places.slice().sort(this.#compare(true, label, -1));
  }

  #labels(positives: boolean): Uint32Array {
    const known = this.#labelOf.get(positives);
    if (known) return known;
    const { start } = this.#list(positives);
    const made = new Uint32Array(start[start.length - 1] ?? 0);
    for (let j = 0; j + 1 < start.length; j++) made.fill(j, start[j], start[j + 1]);
    this.#labelOf.set(positives, made);
    return made;
  }
}
