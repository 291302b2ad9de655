import { decodeCounts } from "./change_points";
import { WireError } from "./errors";
import { type Arrays, FIELDS, VERSION } from "./wire.gen";

/** Single figures and texts that travel beside the arrays. Undefined figures are null. */
export interface About {
  readonly name: string;
  readonly kind: string;
  readonly multilabel: boolean;
  readonly labels: readonly string[];
  readonly ids: readonly string[] | null;
  readonly split: string;
  readonly totalImages: number;
  readonly created: string;
  readonly correct: number;
  readonly top5Correct: number | null;
  readonly averagePrecision: number | null;
  readonly rocAuc: number | null;
  readonly logLoss: number | null;
  readonly cap: number | null;
  readonly hasImages: boolean;
  readonly hasMetadata: boolean;
}

/** Everything the browser knows of an evaluation; made once, never changed. */
export interface Statistics {
  readonly about: About;
  readonly items: number;
  readonly labels: number;
  readonly arrays: Arrays;
  /** Of label j at threshold t/1000: entry j * 1001 + t. */
  readonly tp: Uint32Array;
  readonly predicted: Uint32Array;
  /** Sums over labels: the micro average. */
  readonly microTp: Float64Array;
  readonly microPredicted: Float64Array;
  /** First entry of each label in the lists of true and of kept false pairs, with the end appended. */
  readonly positiveStart: Uint32Array;
  readonly negativeStart: Uint32Array;
  /** True labels of item i: trueLabel[trueStart[i]] to trueLabel[trueStart[i + 1] - 1], ascending. */
  readonly trueStart: Uint32Array;
  readonly trueLabel: Uint32Array;
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

const REMEDY = "The package and the notebook disagree: run the cell again, or install the same version on both sides.";

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new WireError(`${what}: expected an object. ${REMEDY}`);
  return value as Record<string, unknown>;
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

function arraysOf(message: Record<string, unknown>): Arrays {
  const dims = record(message.dims, "dims");
  const dtypes = record(message.dtypes, "dtypes");
  const buffers = record(message.arrays, "arrays");
  const views = FIELDS.map((field) => [field.name, view(field, dtypes[field.name], dims, buffers[field.name])]);
  return Object.fromEntries(views) as Arrays;
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

/** Check a message against the declaration and unfold it, or say which field is wrong and what to do. */
export function decode(message: unknown): Statistics {
  const root = record(message, "statistics");
  if (root.version !== VERSION) throw new WireError(`wire version ${root.version}, expected ${VERSION}. ${REMEDY}`);
  const about = record(root.about, "about") as unknown as About;
  const arrays = arraysOf(root);
  const labels = arrays.support.length;
  const items = arrays.top.length;
  const names = Array.isArray(about.labels) ? about.labels.length : "no";
  if (names !== labels) throw new WireError(`${names} names for ${labels} labels. ${REMEDY}`);
  const { tp, predicted } = decodeCounts(arrays.count_gaps, arrays.count_rests, arrays.support, items);
  const positiveStart = starts(arrays.support);
  return {
    about,
    items,
    labels,
    arrays,
    tp,
    predicted,
    microTp: sumOverLabels(tp, labels),
    microPredicted: sumOverLabels(predicted, labels),
    positiveStart,
    negativeStart: starts(arrays.negative_kept),
    ...trueLabels(items, positiveStart, arrays.positive_item),
  };
}
