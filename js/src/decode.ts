import { decodeCounts, varints } from "./change_points";
import type { Absence } from "./derive/absence";
import { REMEDY, WireError } from "./errors";
import { inflate } from "./inflate";
import { type Tops, unfoldTops } from "./tops";
import { type Arrays, FIELDS, type Part, VERSION } from "./wire.gen";

/** What all splits of an evaluation share. */
export interface Evaluation {
  readonly name: string;
  readonly kind: string;
  readonly multilabel: boolean;
  readonly labels: readonly string[];
  readonly totalImages: number;
  readonly created: string;
  readonly hasImages: boolean;
  readonly hasMetadata: boolean;
  /** Whether items have ids that are sent; else an item is called by its position. */
  readonly named: boolean;
  /** The splits that have items. */
  readonly splits: readonly string[];
  /** How many each of them has. */
  readonly sizes: readonly number[];
}

/** Single figures and texts that travel beside the arrays. Undefined figures are null. */
export interface About extends Evaluation {
  readonly split: string;
  readonly correct: number;
  readonly top5Correct: number | null;
  readonly averagePrecision: number | null;
  readonly rocAuc: number | null;
  readonly logLoss: number | null;
  /** What is known of scores that were not given; null where all were. */
  readonly absence: Absence | null;
}

/** What is counted in a split: enough for all numbers and curves. Made once, never changed. */
export interface Figures {
  readonly about: About;
  readonly items: number;
  readonly labels: number;
  readonly arrays: Arrays["figures"];
  /** Of label j at threshold t/1000: entry j * 1001 + t. */
  readonly tp: Uint32Array;
  readonly predicted: Uint32Array;
  /** Sums over labels: the micro average. */
  readonly microTp: Float64Array;
  readonly microPredicted: Float64Array;
  /** First entry of each label in the list of true pairs, with the end appended. */
  readonly positiveStart: Uint32Array;
}

/** Everything the browser knows of a split: what is counted, and which items are behind it. */
export interface Statistics extends Figures {
  readonly about: About & { readonly cap: number | null; readonly ids: readonly string[] | null };
  readonly arrays: Arrays["figures"] & Arrays["lists"] & Tops;
  /** The same for the kept false pairs. */
  readonly negativeStart: Uint32Array;
  /** True labels of item i: trueLabel[trueStart[i]] to trueLabel[trueStart[i + 1] - 1], ascending. */
  readonly trueStart: Uint32Array;
  readonly trueLabel: Uint32Array;
  /** Where each item is in the whole evaluation; null where all of it is here. */
  readonly origin: Uint32Array | null;
}

export const THRESHOLDS = 1001;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const VIEWS = {
  "<u1": Uint8Array,
  "<u2": Uint16Array,
  "<u4": Uint32Array,
  "<f4": Float32Array,
  "<f8": Float64Array,
} as const;

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new WireError(`${what}: expected an object. ${REMEDY}`);
  return value as Record<string, unknown>;
}

function message(value: unknown, what: string): Record<string, unknown> {
  const root = record(value, what);
  if (root.version !== VERSION) throw new WireError(`wire version ${root.version}, expected ${VERSION}. ${REMEDY}`);
  return root;
}

function view(field: (typeof FIELDS)[number], dtype: unknown, dims: Record<string, unknown>, data: unknown): Numbers {
  const known = (field.dtypes as readonly string[]).includes(String(dtype));
  if (!known)
    throw new WireError(`field ${field.name}: expected ${field.dtypes.join(" or ")}, got ${dtype}. ${REMEDY}`);
  if (!(data instanceof DataView)) throw new WireError(`field ${field.name}: its buffer is missing. ${REMEDY}`);
  const View = VIEWS[dtype as keyof typeof VIEWS];
  const count = field.dims.reduce((size, dim) => size * Number(dims[dim]), 1);
  if (data.byteLength !== count * View.BYTES_PER_ELEMENT) {
    throw new WireError(`field ${field.name}: expected ${count} entries, got ${data.byteLength} bytes. ${REMEDY}`);
  }
  // A typed array needs an aligned start; hosts hand out buffers at any offset of a larger message.
  if (data.byteOffset % View.BYTES_PER_ELEMENT === 0)
    return new View(data.buffer as ArrayBuffer, data.byteOffset, count);
  return new View(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer);
}

function arraysOf<P extends Part>(part: P, root: Record<string, unknown>): Arrays[P] {
  const dims = record(root.dims, "dims");
  const dtypes = record(root.dtypes, "dtypes");
  const buffers = record(root.arrays, "arrays");
  const fields = FIELDS.filter((field) => field.part === part);
  const views = fields.map((field) => [field.name, view(field, dtypes[field.name], dims, buffers[field.name])]);
  return Object.fromEntries(views) as Arrays[P];
}

/** The parts of one split have to agree. */
function agree(what: string, found: number, expected: number): void {
  if (found !== expected) throw new WireError(`${what}: expected ${expected}, got ${found}. ${REMEDY}`);
}

function starts(sizes: ArrayLike<number>): Uint32Array {
  const start = new Uint32Array(sizes.length + 1);
  for (let j = 0; j < sizes.length; j++) start[j + 1] = (start[j] ?? 0) + (sizes[j] ?? 0);
  return start;
}

/** From the items of each label to the labels of each item. */
function trueLabels(items: number, positiveStart: Uint32Array, positiveItem: Uint16Array | Uint32Array) {
  const perItem = new Uint32Array(items);
  for (const item of positiveItem) perItem[item] = (perItem[item] ?? 0) + 1;
  const trueStart = starts(perItem);
  const next = trueStart.slice(0, items);
  const trueLabel = new Uint32Array(positiveItem.length);
  for (let label = 0; label + 1 < positiveStart.length; label++) {
    for (let at = positiveStart[label] ?? 0; at < (positiveStart[label + 1] ?? 0); at++) {
      const item = positiveItem[at] ?? 0;
      const place = next[item] ?? 0;
      trueLabel[place] = label;
      next[item] = place + 1;
    }
  }
  return { trueStart, trueLabel };
}

function sumOverLabels(counts: Uint32Array, labels: number): Float64Array {
  const sum = new Float64Array(THRESHOLDS);
  for (let j = 0; j < labels; j++) {
    for (let t = 0; t < THRESHOLDS; t++) sum[t] = (sum[t] ?? 0) + (counts[j * THRESHOLDS + t] ?? 0);
  }
  return sum;
}

/** Positions from the gaps before each; null where none are left out. */
function origins(gaps: Uint8Array, items: number): Uint32Array | null {
  if (gaps.length === 0) return null;
  const origin = new Uint32Array(items);
  let last = -1;
  let at = 0;
  for (const gap of varints(gaps)) {
    last += gap + 1;
    origin[at++] = last;
  }
  agree("field origin_gaps, entries", at, items);
  return origin;
}

/** What all splits share, checked; like the others it says what is wrong and what to do. */
export function decodeEvaluation(sent: unknown): Evaluation {
  const root = message(sent, "evaluation");
  for (const list of ["labels", "splits", "sizes"]) {
    if (!Array.isArray(root[list])) throw new WireError(`evaluation: no ${list}. ${REMEDY}`);
  }
  return root as unknown as Evaluation;
}

/** Check what is counted against the declaration and unfold it, or say which field is wrong and what to do. */
export function decodeFigures(evaluation: Evaluation, split: string, sent: unknown): Figures {
  const root = message(sent, "figures");
  const { items, ...about } = record(root.about, "about") as unknown as About & { items: number };
  const arrays = arraysOf("figures", root);
  const labels = arrays.support.length;
  agree("names of labels", evaluation.labels.length, labels);
  const { tp, predicted } = decodeCounts(arrays.count_gaps, arrays.count_rests, arrays.support, items);
  return {
    about: { ...evaluation, ...about, absence: about.absence ?? null, split },
    items,
    labels,
    arrays,
    tp,
    predicted,
    microTp: sumOverLabels(tp, labels),
    microPredicted: sumOverLabels(predicted, labels),
    positiveStart: starts(arrays.support),
  };
}

/** Add to what is counted which items are behind it; `ids` are those of the whole evaluation, null for positions. */
export function decodeLists(figures: Figures, ids: readonly string[] | null, sent: unknown): Statistics {
  const root = message(sent, "lists");
  const about = record(root.about, "about") as { cap: number | null };
  const arrays = arraysOf("lists", root);
  const { items, labels, positiveStart } = figures;
  agree("field positive_item, entries", arrays.positive_item.length, positiveStart[labels] ?? 0);
  agree("field negative_kept, entries", arrays.negative_kept.length, labels);
  return {
    ...figures,
    about: { ...figures.about, cap: about.cap, ids },
    arrays: { ...figures.arrays, ...arrays, ...unfoldTops(figures, arrays) },
    negativeStart: starts(arrays.negative_kept),
    ...trueLabels(items, positiveStart, arrays.positive_item),
    origin: origins(arrays.origin_gaps, items),
  };
}

/** The ids of all items. */
export async function decodeNames(sent: unknown): Promise<readonly string[]> {
  const { ids } = arraysOf("names", message(sent, "names"));
  return JSON.parse(await inflate(ids)) as string[];
}

/** Where an item of a split is in the whole evaluation. */
export function whole({ origin }: Statistics, item: number): number {
  return origin ? (origin[item] ?? 0) : item;
}
