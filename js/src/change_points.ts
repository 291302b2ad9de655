import { WireError } from "./errors";

const STEPS = 1000;

/** Reads variable-length integers (LEB128: seven bits a byte, the low ones first). */
class Varints {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new WireError("a buffer ends in the middle of a number");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
}

/** All numbers of a stream. */
export function varints(bytes: Uint8Array): number[] {
  const numbers = new Varints(bytes);
  const all: number[] = [];
  while (!numbers.done) all.push(numbers.next());
  return all;
}

/** Turn numbers per step into numbers at or above each step, in place, for steps 1 to 1000 of one label. */
function accumulate(tp: Uint32Array, predicted: Uint32Array, row: number, support: number, items: number): void {
  let positives = 0;
  let negatives = 0;
  for (let at = row + STEPS; at > row; at--) {
    positives += tp[at] ?? 0;
    negatives += predicted[at] ?? 0;
    tp[at] = positives;
    predicted[at] = positives + negatives;
  }
  tp[row] = support;
  predicted[row] = items;
}

/**
 * Unfold the counts at every threshold from their change points.
 *
 * A label has 2000 slots: positives in steps 1 to 1000, then negatives. Each slot that is not empty is one number in
 * `gaps`, twice the empty slots before it plus one where it holds more than one item; then `rests` holds the items less
 * two. What lies below the first step follows from the support and the number of items.
 */
export function decodeCounts(gaps: Uint8Array, rests: Uint8Array, support: Uint32Array, items: number) {
  const width = STEPS + 1;
  const tp = new Uint32Array(support.length * width);
  const predicted = new Uint32Array(support.length * width);
  const gap = new Varints(gaps);
  const rest = new Varints(rests);
  let slot = -1;
  while (!gap.done) {
    const coded = gap.next();
    const several = coded % 2;
    slot += (coded - several) / 2 + 1;
    const label = Math.floor(slot / (2 * STEPS));
    const within = slot - label * 2 * STEPS;
    const row = label * width + 1;
    const count = several ? rest.next() + 2 : 1;
    if (within < STEPS) tp[row + within] = count;
    else predicted[row + within - STEPS] = count;
  }
  for (let j = 0; j < support.length; j++) accumulate(tp, predicted, j * width, support[j] ?? 0, items);
  return { tp, predicted };
}
