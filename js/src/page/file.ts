/** A place in the tree of what is seen: a box, one of our templates, a figure, the coordinator, or what has no place here. */
export type Node =
  | { readonly kind: "box"; readonly classes: readonly string[]; readonly children: readonly Node[] }
  | { readonly kind: "template"; readonly id: string; readonly file: string; readonly classes: readonly string[] }
  | { readonly kind: "figure"; readonly id: string; readonly classes: readonly string[] }
  | { readonly kind: "coordinator"; readonly id: string }
  | { readonly kind: "unknown"; readonly name: string };

export type State = Readonly<Record<string, unknown>>;

/** Thumbnails that are in the file: items and lengths, then all bytes one after the other. */
export interface Pictures {
  readonly items: readonly number[];
  readonly lengths: readonly number[];
  readonly problems: readonly string[];
  readonly data: DataView;
}

/** What Python wrote: see automl_eval_widgets/export/. */
export interface PageFile {
  readonly format: number;
  readonly theme: "auto" | "light" | "dark";
  readonly tree: Node;
  readonly models: Readonly<Record<string, State>>;
  readonly coordinators: Readonly<Record<string, State>>;
}

export const NO_PICTURES: Pictures = { items: [], lengths: [], problems: [], data: new DataView(new ArrayBuffer(0)) };

export const FORMAT = 1;

type Place = readonly [path: readonly (string | number)[], start: number, length: number];

/** Put a buffer back where it was taken from. */
function put(root: unknown, path: readonly (string | number)[], buffer: DataView): void {
  let at = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = buffer;
}

/** Read what Python packed: the length of a text, the text (JSON), then buffers, each at a multiple of eight. */
function read<T>(bytes: Uint8Array<ArrayBuffer>): T {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const { file, buffers } = JSON.parse(text) as { file: T; buffers: readonly Place[] };
  const begin = bytes.byteOffset + Math.ceil((4 + length) / 8) * 8;
  for (const [path, start, size] of buffers) put(file, path, new DataView(bytes.buffer, begin + start, size));
  return file;
}

export function readFile(bytes: Uint8Array<ArrayBuffer>): PageFile {
  const file = read<PageFile>(bytes);
  if (file.format !== FORMAT) throw new Error(`the data have the format ${file.format}, expected ${FORMAT}`);
  return file;
}

export function readPictures(bytes: Uint8Array<ArrayBuffer>): Pictures {
  return read<Pictures>(bytes);
}
