import { deflateSync } from "node:zlib";
import { decodeEvaluation, decodeFigures, decodeLists, type Statistics } from "../../src/decode";
import { FIELDS, type Part, VERSION } from "../../src/wire.gen";
import { encodeSlots, varint } from "./change_points";
import { Evaluation, type Given } from "./evaluation";

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A part as Python sends it; mutable, so that a test can spoil it. */
export interface Message {
  version: number;
  part: Part;
  about: Record<string, unknown>;
  dims: Record<string, number>;
  dtypes: Record<string, string>;
  arrays: Record<string, DataView>;
}

/** An evaluation of one split as Python sends it, in its parts. */
export interface Sent {
  evaluation: Record<string, unknown>;
  figures: Message;
  lists: Message;
  /** None where items are called by their positions. */
  names: Message | null;
}

export interface Options {
  /** How many false pairs per label and step are sent; null for all. */
  readonly cap?: number | null;
  /** Positions in four bytes, as with more than 65,536 items. */
  readonly wide?: boolean;
  /** What all splits share. */
  readonly about?: Record<string, unknown>;
  /** Single figures of the split. */
  readonly single?: Record<string, unknown>;
  /** Ids of the items; else they are called by their positions. */
  readonly ids?: readonly string[];
  /** Where the items are in the whole evaluation. */
  readonly origin?: readonly number[];
}

const STEPS = Array.from({ length: 1001 }, (_, step) => step);

function count(values: readonly unknown[]): number {
  return values.filter(Boolean).length;
}

/** The pairs of one label that are true, or are not, by score and item. */
function listed(evaluation: Evaluation, label: number, isTrue: boolean) {
  const pairs = evaluation.pairs(label).filter((pair) => pair.isTrue === isTrue);
  return pairs.sort((a, b) => a.score - b.score);
}

/** No more than `cap` of each step, the lowest scores. */
function capped(evaluation: Evaluation, label: number, cap: number | null) {
  const taken = new Map<number, number>();
  return listed(evaluation, label, false).filter(({ score }) => {
    const step = evaluation.stepOf(score);
    taken.set(step, (taken.get(step) ?? 0) + 1);
    return cap === null || (taken.get(step) ?? 0) <= cap;
  });
}

function slots(evaluation: Evaluation, label: number) {
  const filled = (isTrue: boolean) => {
    const perStep = Array.from({ length: 1000 }, () => 0);
    for (const { score } of listed(evaluation, label, isTrue)) {
      const step = evaluation.stepOf(score);
      if (step > 0) perStep[step - 1] = (perStep[step - 1] ?? 0) + 1;
    }
    return perStep;
  };
  return { positives: filled(true), negatives: filled(false) };
}

function arraysOf(evaluation: Evaluation, { cap = null, wide = false, origin = [] }: Options): Record<string, Numbers> {
  const codes = evaluation.labels.map((_, j) => j);
  const items = evaluation.scores.map((_, i) => i);
  const scored = (values: number[]) => (evaluation.single ? Float32Array.from(values) : Float64Array.from(values));
  const placed = (values: number[]) => (wide ? Uint32Array.from(values) : Uint16Array.from(values));
  const positives = codes.map((j) => listed(evaluation, j, true));
  const negatives = codes.map((j) => capped(evaluation, j, cap));
  const { gaps, rests } = encodeSlots(codes.map((j) => slots(evaluation, j)));
  const reached = (step: number) => items.filter((i) => evaluation.reaches(evaluation.topScore(i), step));
  const right = (item: number) => evaluation.truth[item]?.[evaluation.top(item)] ?? false;
  const exact = evaluation.multilabel ? STEPS : [];
  const wrong = items.filter((item) => !right(item));
  const bits = new Uint8Array(Math.ceil(items.length / 8));
  for (const i of items) if (right(i)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  return {
    support: Uint32Array.from(positives, (list) => list.length),
    count_gaps: gaps,
    count_rests: rests,
    at_1_tp: Uint32Array.from(STEPS, (step) => reached(step).filter(right).length),
    at_1_predicted: Uint32Array.from(STEPS, (step) => reached(step).length),
    exact_match: Uint32Array.from(exact, (step) => count(items.map((i) => evaluation.exact(i, step)))),
    average_precision: Float64Array.from(codes, (j) => evaluation.averagePrecision(j)),
    roc_auc: Float64Array.from(codes, (j) => evaluation.rocAuc(j)),
    positive_item: placed(positives.flat().map(({ item }) => item)),
    positive_score: scored(positives.flat().map(({ score }) => score)),
    negative_kept: Uint32Array.from(negatives, (list) => list.length),
    negative_item: placed(negatives.flat().map(({ item }) => item)),
    negative_score: scored(negatives.flat().map(({ score }) => score)),
    top_true: bits,
    wrong_top: placed(wrong.map((i) => evaluation.top(i))),
    wrong_step: Uint16Array.from(wrong, (i) => evaluation.stepOf(evaluation.topScore(i))),
    wrong_score: scored(wrong.map((i) => evaluation.topScore(i))),
    origin_gaps: Uint8Array.from(origin.flatMap((at, i) => varint(at - (origin[i - 1] ?? -1) - 1))),
  };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function evaluationOf(evaluation: Evaluation, { about = {}, ids }: Options): Record<string, unknown> {
  return {
    version: VERSION,
    name: "a model",
    kind: evaluation.multilabel ? "Multi-label classification" : "Single-label classification",
    multilabel: evaluation.multilabel,
    labels: [...evaluation.labels],
    totalImages: evaluation.items,
    created: "2026-01-02 03:04",
    hasImages: false,
    hasMetadata: false,
    named: ids !== undefined,
    splits: ["TEST"],
    sizes: [evaluation.items],
    ...about,
  };
}

function figuresAbout(evaluation: Evaluation, { single = {} }: Options): Record<string, unknown> {
  return {
    items: evaluation.items,
    correct: evaluation.scores.filter((_, i) => evaluation.truth[i]?.[evaluation.top(i)]).length,
    top5Correct: null,
    averagePrecision: numberOrNull(evaluation.averagePrecision(-1)),
    rocAuc: numberOrNull(evaluation.rocAuc(-1)),
    logLoss: null,
    ...single,
  };
}

const DTYPES = new Map<unknown, string>([
  [Uint8Array, "<u1"],
  [Uint16Array, "<u2"],
  [Uint32Array, "<u4"],
  [Float32Array, "<f4"],
  [Float64Array, "<f8"],
]);

/** An array as the bytes of a message. */
export function bytesOf(array: Numbers): DataView {
  return new DataView(array.buffer, array.byteOffset, array.byteLength);
}

function pack(part: Part, all: Record<string, Numbers>, about: Record<string, unknown>): Message {
  const fields = FIELDS.filter((field) => field.part === part);
  const arrays = fields.map(({ name, dims }) => ({ name, dim: dims[0], array: all[name] ?? new Uint8Array() }));
  return {
    version: VERSION,
    part,
    about,
    dims: Object.fromEntries(arrays.map(({ dim, array }) => [dim, array.length])),
    dtypes: Object.fromEntries(arrays.map(({ name, array }) => [name, typeOf(array)])),
    arrays: Object.fromEntries(arrays.map(({ name, array }) => [name, bytesOf(array)])),
  };
}

function namesOf(ids: readonly string[]): Message {
  return pack("names", { ids: new Uint8Array(deflateSync(JSON.stringify(ids))) }, {});
}

/** What Python would send for these scores and truths. */
export function messageOf(given: Given, options: Options = {}): Sent {
  const evaluation = given instanceof Evaluation ? given : new Evaluation(given);
  const arrays = arraysOf(evaluation, options);
  return {
    evaluation: evaluationOf(evaluation, options),
    figures: pack("figures", arrays, figuresAbout(evaluation, options)),
    lists: pack("lists", arrays, { cap: options.cap ?? null }),
    names: options.ids ? namesOf(options.ids) : null,
  };
}

/** All of it, read at once; `ids` are those that the names would tell. */
export function decode({ evaluation, figures, lists }: Sent, ids: readonly string[] | null = null): Statistics {
  return decodeLists(decodeFigures(decodeEvaluation(evaluation), "TEST", figures), ids, lists);
}

/** The traits of a coordinator to which all of it has come. */
export function traitsOf({ evaluation, figures, lists, names }: Sent): Record<string, unknown> {
  return { evaluation, figures_test: figures, lists_test: lists, names };
}

function typeOf(array: Numbers): string {
  return DTYPES.get(array.constructor) ?? "";
}

/** Each buffer once more, but at an offset of a larger one: so hosts hand them out. */
export function shifted({ figures, lists, ...others }: Sent, by: number): Sent {
  return { ...others, figures: shiftedPart(figures, by), lists: shiftedPart(lists, by) };
}

function shiftedPart(message: Message, by: number): Message {
  const moved = Object.entries(message.arrays).map(([name, view]) => {
    const larger = new Uint8Array(view.byteLength + by + 5).fill(255);
    larger.set(new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength), by);
    return [name, new DataView(larger.buffer, by, view.byteLength)] as const;
  });
  return { ...message, arrays: Object.fromEntries(moved) };
}
