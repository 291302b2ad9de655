// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEvaluation, decodeFigures, decodeLists, decodeNames, THRESHOLDS } from "../src/decode";
import { WireError } from "../src/errors";
import { FIELDS, VERSION } from "../src/wire.gen";
import { evaluations, FLOWERS, SCENES } from "./fakes/cases";
import { bytesOf, decode, type Message, messageOf, type Sent, shifted } from "./fakes/message";

/** A good evaluation, spoiled in one place. */
function spoiled(spoil: (sent: Sent) => void): Sent {
  const sent = messageOf(FLOWERS);
  spoil(sent);
  return sent;
}

/** The part that a field is in. */
function partWith(sent: Sent, name: string): Message {
  const part = FIELDS.find((field) => field.name === name)?.part ?? "names";
  const found = sent[part];
  if (!found) throw new Error(`nothing is sent of the part ${part}`);
  return found;
}

/** The fields of what is read at once: the names are read apart. */
const READ = FIELDS.filter(({ part }) => part !== "names").map(({ name }) => name);

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
    const sent = shifted(messageOf(FLOWERS), 8);
    expect(decode(sent).arrays.support.buffer).toBe(sent.figures.arrays.support?.buffer);
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

/** Put the fields of a name from one message into another, dimensions too. */
function mix(into: Message, from: Message, name: string): void {
  for (const [field, data] of Object.entries(from.arrays)) if (field.startsWith(name)) into.arrays[field] = data;
  for (const [dim, size] of Object.entries(from.dims)) if (dim.startsWith(name)) into.dims[dim] = size;
}

describe("the names", () => {
  it.each([["a"], ["", " ", "0"], ["<b>x</b>", "__proto__", "\u202eabc", "\ud800", "日本語"]])(
    "are read as they are: %o",
    async (...ids) => {
      const { names } = messageOf(FLOWERS, { ids });
      expect(await decodeNames(names)).toEqual(ids);
    },
  );

  it("are read whole where there are many", async () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => `val_${i}.jpeg`);
    expect(await decodeNames(messageOf(FLOWERS, { ids }).names)).toEqual(ids);
  });

  it("that are cut short are refused", async () => {
    const { names } = messageOf(FLOWERS, { ids: ["a", "b"] });
    const cut = names && { ...names, dims: { id_byte: 9 }, arrays: { ids: new DataView(new ArrayBuffer(9)) } };
    await expect(decodeNames(cut)).rejects.toThrow();
  });
});

describe("the top labels", () => {
  it("are those of the scores, with the thresholds that they reach", () => {
    fc.assert(
      fc.property(evaluations({ items: 12, labels: 4 }), (evaluation) => {
        const { top, top_step, top_score } = decode(messageOf(evaluation)).arrays;
        evaluation.scores.forEach((_, item) => {
          const expected = [evaluation.top(item), evaluation.topScore(item)];
          expect([top[item], top_score[item]]).toEqual(expected);
          expect(top_step[item]).toBe(evaluation.stepOf(evaluation.topScore(item)));
        });
      }),
      { numRuns: 100 },
    );
  });
});

/** Another split: four items, of which one is wrong. */
const FEW = messageOf(
  { ...FLOWERS, truth: FLOWERS.truth.slice(0, 4) as number[], scores: FLOWERS.scores.slice(0, 4) },
  { origin: [1, 2, 5, 9] },
);

describe("a bad message", () => {
  const wrong: [string, (sent: Sent) => void, string][] = [
    ["another version", ({ figures: m }) => Object.assign(m, { version: VERSION + 1 }), `wire version ${VERSION + 1}`],
    ["no version", ({ evaluation: m }) => Object.assign(m, { version: undefined }), "wire version undefined"],
    ["lists of another version", ({ lists: m }) => Object.assign(m, { version: 1 }), "wire version 1, expected"],
    ["a buffer missing", ({ figures: m }) => delete m.arrays.support, "field support: its buffer is missing"],
    ["a type missing", ({ figures: m }) => delete m.dtypes.support, "field support: expected <u4, got undefined"],
    [
      "a type that is not declared",
      ({ lists: m }) => Object.assign(m.dtypes, { wrong_top: "<u8" }),
      "field wrong_top: expected <u2 or <u4, got <u8",
    ],
    [
      "a type of another field",
      ({ figures: m }) => Object.assign(m.dtypes, { roc_auc: "<f4" }),
      "field roc_auc: expected <f8, got <f4",
    ],
    ["a dimension missing", ({ figures: m }) => delete m.dims.label, "field support: expected"],
    [
      "a dimension too large",
      ({ lists: m }) => Object.assign(m.dims, { positive: 9 }),
      "field positive_item: expected 9 entries, got 12 bytes",
    ],
    [
      "a buffer too short",
      ({ lists: m }) => Object.assign(m.arrays, { positive_item: bytesOf(new Uint16Array(5)) }),
      "expected 6 entries, got 10 bytes",
    ],
    [
      "an array in place of bytes",
      ({ figures: m }) => Object.assign(m.arrays, { support: [1, 2] }),
      "field support: its buffer is missing",
    ],
    ["no dims", ({ figures: m }) => Object.assign(m, { dims: undefined }), "dims: expected an object"],
    ["no types", ({ lists: m }) => Object.assign(m, { dtypes: null }), "dtypes: expected an object"],
    ["no arrays", ({ lists: m }) => Object.assign(m, { arrays: "none" }), "arrays: expected an object"],
    ["nothing about it", ({ figures: m }) => Object.assign(m, { about: undefined }), "about: expected an object"],
    [
      "a name too many",
      ({ evaluation: m }) => Object.assign(m, { labels: ["a", "b", "c", "d"] }),
      "names of labels: expected 3, got 4",
    ],
    ["no names", ({ evaluation: m }) => Object.assign(m, { labels: undefined }), "evaluation: no labels"],
    ["no splits", ({ evaluation: m }) => Object.assign(m, { splits: null }), "evaluation: no splits"],
    ["lists of another split", (sent) => Object.assign(sent, { lists: FEW.lists }), "field positive_item, entries"],
    ["wrong tops of another split", (sent) => mix(sent.lists, FEW.lists, "wrong"), "field wrong_top: expected 3"],
    ["items of another split", (sent) => mix(sent.lists, FEW.lists, "origin"), "field origin_gaps, entries"],
  ];

  it.each(wrong)("with %s says which field and what to do", (_, spoil, said) => {
    const sent = spoiled(spoil);
    expect(() => decode(sent)).toThrow(WireError);
    expect(() => decode(sent)).toThrow(said);
    expect(() => decode(sent)).toThrow(REMEDY);
  });

  it.each([undefined, null, 7, "text"])("that is %s is refused", (message) => {
    const { evaluation, figures } = messageOf(FLOWERS);
    expect(() => decodeEvaluation(message)).toThrow("evaluation: expected an object");
    expect(() => decodeFigures(decodeEvaluation(evaluation), "TEST", message)).toThrow("figures: expected an object");
    const read = decodeFigures(decodeEvaluation(evaluation), "TEST", figures);
    expect(() => decodeLists(read, null, message)).toThrow("lists: expected an object");
  });

  it.each(READ)("without %s is refused by that name", (name) => {
    expect(() => decode(spoiled((sent) => delete partWith(sent, name).arrays[name]))).toThrow(`field ${name}:`);
  });

  it.each(READ)("with one byte too few or too many in %s is refused by that name", (name) => {
    const sent = messageOf(FLOWERS);
    const { arrays } = partWith(sent, name);
    const size = arrays[name]?.byteLength ?? 0;
    // A field with no entries can only have a byte too many.
    arrays[name] = new DataView(new ArrayBuffer(size === 0 ? 1 : size - 1));
    expect(() => decode(sent)).toThrow(`field ${name}: expected`);
  });

  it("whose counts are cut short says so", () => {
    const message = spoiled(({ figures: { arrays, dims } }) => {
      arrays.count_rests = new DataView(new ArrayBuffer(0));
      dims.rest_byte = 0;
    });
    expect(() => decode(message)).toThrow("a buffer ends in the middle of a number");
  });
});
