// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCounts } from "../src/change_points";
import { WireError } from "../src/errors";
import { encodeSlots, type Slots, varint } from "./fakes/change_points";

const STEPS = 1000;

function none(): number[] {
  return Array.from({ length: STEPS }, () => 0);
}

/** A label with these counts in these steps (1 to 1000). */
function slots(positives: Record<number, number>, negatives: Record<number, number>): Slots {
  const filled = (counts: Record<number, number>) => none().map((_, i) => counts[i + 1] ?? 0);
  return { positives: filled(positives), negatives: filled(negatives) };
}

/** How many lie at or above each step, counted anew for each. */
function above(counts: readonly number[], step: number): number {
  return counts.slice(step - 1).reduce((sum, count) => sum + count, 0);
}

function decoded(labels: readonly Slots[], below: { positives: number; items: number }) {
  const { gaps, rests } = encodeSlots(labels);
  const support = labels.map(({ positives }) => above(positives, 1) + below.positives);
  return { ...decodeCounts(gaps, rests, Uint32Array.from(support), below.items), support };
}

describe("decodeCounts", () => {
  it("gives what the encoder was given, at every threshold", () => {
    // Mostly empty, as in life, with counts of one, a few, and more than one byte holds.
    const counted = fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 20 }), fc.integer({ min: 100, max: 70_000 }));
    const sparse = fc.dictionary(fc.integer({ min: 1, max: STEPS }).map(String), counted, { maxKeys: 30 });
    const label = fc.tuple(sparse, sparse).map(([positives, negatives]) => slots(positives, negatives));
    const all = fc.record({ labels: fc.array(label, { maxLength: 4 }), under: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(all, ({ labels, under }) => {
        const { tp, predicted, support } = decoded(labels, { positives: under, items: 5_000_000 });
        labels.forEach(({ positives, negatives }, j) => {
          for (const step of [1, 2, 500, 999, 1000, ...positives.keys()].filter((at) => at > 0 && at % 37 < 3)) {
            expect(tp[j * 1001 + step]).toBe(above(positives, step));
            expect(predicted[j * 1001 + step]).toBe(above(positives, step) + above(negatives, step));
          }
          expect(tp[j * 1001]).toBe(support[j]);
          expect(predicted[j * 1001]).toBe(5_000_000);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("fills no more than it has: no label, no counts", () => {
    const { tp, predicted } = decodeCounts(new Uint8Array(), new Uint8Array(), new Uint32Array(), 3);
    expect([tp.length, predicted.length]).toEqual([0, 0]);
  });

  it("knows the lowest step from the support and the number of items", () => {
    const { tp, predicted } = decoded([slots({}, {})], { positives: 2, items: 7 });
    expect([tp[0], predicted[0], tp[1], predicted[1]]).toEqual([2, 7, 0, 0]);
  });

  it("counts an item at step 1000 as predicted at every threshold", () => {
    const { tp, predicted } = decoded([slots({ 1000: 1 }, { 1000: 3 })], { positives: 0, items: 4 });
    expect(new Set(tp)).toEqual(new Set([1]));
    expect(new Set(predicted)).toEqual(new Set([4]));
  });

  it("keeps the labels apart where the last slot of one and the first of the next are filled", () => {
    const { tp, predicted } = decoded([slots({}, { 1000: 1 }), slots({ 1: 2 }, {})], { positives: 0, items: 2 });
    expect([tp[1000], predicted[1000]]).toEqual([0, 1]);
    expect([tp[1001 + 1], tp[1001 + 2], predicted[1001 + 1]]).toEqual([2, 0, 2]);
  });

  it("skips gaps that take several bytes", () => {
    const labels = [...Array.from({ length: 40 }, () => slots({}, {})), slots({ 7: 1 }, {})];
    const { gaps } = encodeSlots(labels);
    expect(gaps.length).toBe(3);
    expect(decoded(labels, { positives: 0, items: 1 }).tp[40 * 1001 + 7]).toBe(1);
  });

  it("reads the bytes that Python's description gives, not only those of our own encoder", () => {
    // Step 3 of the positives holds one item, step 5 holds 130: gaps 2 and 1, then 130 - 2 = 128 in two bytes.
    const support = Uint32Array.from([131]);
    const { tp } = decodeCounts(Uint8Array.from([4, 3]), Uint8Array.from([128, 1]), support, 131);
    expect([tp[2], tp[3], tp[4], tp[5], tp[6]]).toEqual([131, 131, 130, 130, 0]);
  });

  it("says so where the gaps end in the middle of a number", () => {
    expect(() => decodeCounts(Uint8Array.from([200]), new Uint8Array(), Uint32Array.from([1]), 1)).toThrow(WireError);
  });

  it("says so where a count is missing", () => {
    const cut = () => decodeCounts(Uint8Array.from([1]), new Uint8Array(), Uint32Array.from([2]), 2);
    expect(cut).toThrow("a buffer ends in the middle of a number");
  });

  it("says so wherever the last byte of a stream is cut off", () => {
    const { gaps, rests } = encodeSlots([slots({ 900: 40_000 }, { 900: 5 })]);
    const support = Uint32Array.from([40_000]);
    for (let end = 0; end < rests.length; end++) {
      expect(() => decodeCounts(gaps, rests.slice(0, end), support, 40_005)).toThrow(WireError);
    }
    expect(() => decodeCounts(gaps.slice(0, 1), rests, support, 40_005)).toThrow(WireError);
  });
});

describe("the encoder of these tests", () => {
  it("writes seven bits a byte, the low ones first", () => {
    expect(varint(0)).toEqual([0]);
    expect(varint(127)).toEqual([127]);
    expect(varint(128)).toEqual([128, 1]);
    expect(varint(300)).toEqual([172, 2]);
  });
});
