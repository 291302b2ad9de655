/**
 * The encoder that Python has, written again from its description alone: the decoder is tested against this one, so that
 * a mistake would have to be made twice to go unseen.
 */

/** Variable-length bytes of a whole number: seven bits each, the low ones first, the top bit set on all but the last. */
export function varint(value: number): number[] {
  const groups: number[] = [];
  for (let rest = BigInt(value); groups.length === 0 || rest > 0n; rest >>= 7n) groups.push(Number(rest & 127n));
  return groups.map((group, i) => (i + 1 < groups.length ? group + 128 : group));
}

/** For each label how many true and how many false items lie in each step 1 to 1000. */
export interface Slots {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** The two streams of bytes: gaps, and the counts that are more than one. */
export function encodeSlots(labels: readonly Slots[]): { gaps: Uint8Array; rests: Uint8Array } {
  const gaps: number[] = [];
  const rests: number[] = [];
  let empty = 0;
  for (const count of labels.flatMap(({ positives, negatives }) => [...positives, ...negatives])) {
    if (count === 0) {
      empty += 1;
      continue;
    }
    gaps.push(...varint(2 * empty + (count > 1 ? 1 : 0)));
    if (count > 1) rests.push(...varint(count - 2));
    empty = 0;
  }
  return { gaps: Uint8Array.from(gaps), rests: Uint8Array.from(rests) };
}
