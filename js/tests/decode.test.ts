// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, THRESHOLDS } from "../src/decode";
import { WireError } from "../src/errors";
import { FIELDS, VERSION } from "../src/wire.gen";
import { evaluations, FLOWERS, SCENES } from "./fakes/cases";
import { bytesOf, type Message, messageOf, shifted } from "./fakes/message";

/** A good message, spoiled in one place. */
function spoiled(spoil: (message: Message) => void): Message {
  const message = messageOf(FLOWERS);
  spoil(message);
  return message;
}

const REMEDY = "run the cell again, or install the same version on both sides";

describe("a good message", () => {
  it("is unfolded to the counts of every label at every threshold", () => {
    fc.assert(
      fc.property(evaluations({ items: 8, labels: 3 }), fc.integer({ min: 0, max: 1000 }), (evaluation, step) => {
        const statistics = decode(messageOf(evaluation));
        expect([statistics.items, statistics.labels]).toEqual([evaluation.items, evaluation.labels.length]);
        evaluation.labels.forEach((_, j) => {
          const { tp, fp } = evaluation.counts(j, step);
          expect(statistics.tp[j * THRESHOLDS + step]).toBe(tp);
          expect(statistics.predicted[j * THRESHOLDS + step]).toBe(tp + fp);
        });
        const all = evaluation.counts(-1, step);
        expect([statistics.microTp[step], statistics.microPredicted[step]]).toEqual([all.tp, all.tp + all.fp]);
      }),
      { numRuns: 60 },
    );
  });

  it("tells the true labels of each item, in the order of the labels", () => {
    const { trueStart, trueLabel } = decode(messageOf(SCENES));
    const of = (item: number) => [...trueLabel.slice(trueStart[item], trueStart[item + 1])];
    expect([0, 1, 2, 3].map(of)).toEqual([[0, 1], [1, 2], [], [0]]);
  });

  it("tells where the lists of each label begin and end", () => {
    const { positiveStart, negativeStart } = decode(messageOf(FLOWERS));
    expect([...positiveStart]).toEqual([0, 3, 6, 6]);
    expect([...negativeStart]).toEqual([0, 3, 6, 12]);
  });

  it("keeps scores in their own precision and positions in two or four bytes", () => {
    const narrow = decode(messageOf({ ...FLOWERS, single: true }));
    expect(narrow.arrays.top_score).toBeInstanceOf(Float32Array);
    expect(narrow.arrays.positive_item).toBeInstanceOf(Uint16Array);
    const wide = decode(messageOf(FLOWERS, { wide: true }));
    expect(wide.arrays.top_score).toBeInstanceOf(Float64Array);
    expect(wide.arrays.positive_item).toBeInstanceOf(Uint32Array);
    expect([...wide.arrays.positive_item]).toEqual([...narrow.arrays.positive_item]);
  });

  it.each([1, 2, 3, 4, 7, 8])("is read at an offset of %i bytes, which a typed array could not begin at", (by) => {
    const plain = decode(messageOf(FLOWERS));
    const odd = decode(shifted(messageOf(FLOWERS), by));
    expect(odd).toEqual(plain);
  });

  it("is not copied where it lies well", () => {
    const message = shifted(messageOf(FLOWERS), 8);
    expect(decode(message).arrays.support.buffer).toBe(message.arrays.support?.buffer);
  });

  it("may have labels and not one of them true", () => {
    const statistics = decode(messageOf({ scores: [[0.5, 0.6]], truth: [[false, false]] }));
    expect([...statistics.positiveStart]).toEqual([0, 0, 0]);
    expect(statistics.trueLabel.length).toBe(0);
    expect(statistics.arrays.average_precision.every(Number.isNaN)).toBe(true);
  });

  it("may have no label at all", () => {
    const statistics = decode(messageOf({ scores: [[], []], truth: [[], []], labels: [] }));
    expect([statistics.labels, statistics.items, statistics.tp.length]).toEqual([0, 2, 0]);
    expect(statistics.microTp.every((count) => count === 0)).toBe(true);
  });

  it("may have one item", () => {
    const statistics = decode(messageOf({ scores: [[0.25, 0.75]], truth: [1] }));
    expect([statistics.items, statistics.arrays.top[0], statistics.arrays.top_step[0]]).toEqual([1, 1, 750]);
    expect([statistics.microTp[750], statistics.microTp[751]]).toEqual([1, 0]);
  });
});

describe("a bad message", () => {
  const wrong: [string, (message: Message) => void, string][] = [
    ["another version", (m) => Object.assign(m, { version: VERSION + 1 }), `wire version ${VERSION + 1}, expected`],
    ["no version", (m) => Object.assign(m, { version: undefined }), "wire version undefined"],
    ["a buffer missing", (m) => delete m.arrays.support, "field support: its buffer is missing"],
    ["a type missing", (m) => delete m.dtypes.support, "field support: expected <u4, got undefined"],
    [
      "a type that is not declared",
      (m) => Object.assign(m.dtypes, { top: "<u8" }),
      "field top: expected <u2 or <u4, got <u8",
    ],
    [
      "a type of another field",
      (m) => Object.assign(m.dtypes, { roc_auc: "<f4" }),
      "field roc_auc: expected <f8, got <f4",
    ],
    ["a dimension missing", (m) => delete m.dims.label, "field support: expected"],
    ["a dimension too large", (m) => Object.assign(m.dims, { item: 9 }), "field top: expected 9 entries, got 12 bytes"],
    [
      "a buffer too short",
      (m) => Object.assign(m.arrays, { top: bytesOf(new Uint16Array(5)) }),
      "expected 6 entries, got 10 bytes",
    ],
    ["an array in place of bytes", (m) => Object.assign(m.arrays, { top: [1, 2] }), "field top: its buffer is missing"],
    ["no dims", (m) => Object.assign(m, { dims: undefined }), "dims: expected an object"],
    ["no types", (m) => Object.assign(m, { dtypes: null }), "dtypes: expected an object"],
    ["no arrays", (m) => Object.assign(m, { arrays: "none" }), "arrays: expected an object"],
    ["nothing about it", (m) => Object.assign(m, { about: undefined }), "about: expected an object"],
    ["a name too many", (m) => Object.assign(m.about, { labels: ["a", "b", "c", "d"] }), "4 names for 3 labels"],
    ["no names", (m) => Object.assign(m.about, { labels: undefined }), "no names for 3 labels"],
  ];

  it.each(wrong)("with %s says which field and what to do", (_, spoil, said) => {
    const message = spoiled(spoil);
    expect(() => decode(message)).toThrow(WireError);
    expect(() => decode(message)).toThrow(said);
    expect(() => decode(message)).toThrow(REMEDY);
  });

  it.each([undefined, null, 7, "text"])("that is %s is refused", (message) => {
    expect(() => decode(message)).toThrow("statistics: expected an object");
  });

  it.each(FIELDS.map(({ name }) => name))("without %s is refused by that name", (name) => {
    expect(() => decode(spoiled((message) => delete message.arrays[name]))).toThrow(`field ${name}:`);
  });

  it.each(FIELDS.map(({ name }) => name))("with one byte too few or too many in %s is refused by that name", (name) => {
    const message = messageOf(FLOWERS);
    const size = message.arrays[name]?.byteLength ?? 0;
    // A field with no entries can only have a byte too many.
    message.arrays[name] = new DataView(new ArrayBuffer(size === 0 ? 1 : size - 1));
    expect(() => decode(message)).toThrow(`field ${name}: expected`);
  });

  it("whose counts are cut short says so", () => {
    const message = spoiled(({ arrays, dims }) => {
      arrays.count_rests = new DataView(new ArrayBuffer(0));
      dims.rest_byte = 0;
    });
    expect(() => decode(message)).toThrow("the counts end in the middle of a number");
  });
});
