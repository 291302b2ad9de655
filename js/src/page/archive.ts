import type { Archive } from "../host/page";
import type { Pictures } from "./file";

const NOT_HERE = "not in this file";
/** Why there is no answer to what only a kernel knows. */
const WHY: Record<string, string> = {
  examples: "the file holds the first pages only",
  full: "the full picture is not in this file",
};
const OTHERWISE = "this needs the notebook: it is not in this file";

interface Shelf {
  problem(item: number): string;
  bytes(item: number): DataView;
}

/** The thumbnails by item. */
function shelfOf({ items, lengths, problems, data }: Pictures): Shelf {
  const place = new Map(items.map((item, at) => [item, at]));
  const starts = [0];
  for (const length of lengths) starts.push((starts.at(-1) ?? 0) + length);
  return {
    problem(item) {
      const at = place.get(item);
      return at === undefined ? NOT_HERE : (problems[at] ?? "");
    },
    bytes(item) {
      const at = place.get(item);
      if (at === undefined) return new DataView(new ArrayBuffer(0));
      return new DataView(data.buffer, data.byteOffset + (starts[at] ?? 0), lengths[at] ?? 0);
    },
  };
}

/** Answers from the thumbnails in the file what a kernel would be asked for; they are unpacked when first asked for. */
export function archiveOf(load: () => Promise<Pictures>): Archive {
  let loaded: Promise<Shelf> | undefined;
  return {
    async answer({ question, items }) {
      if (question !== "pictures") return { error: WHY[String(question)] ?? OTHERWISE };
      loaded ??= load().then(shelfOf);
      const shelf = await loaded;
      const asked = items as readonly number[];
      return { ok: { problems: asked.map(shelf.problem) }, buffers: asked.map(shelf.bytes) };
    },
  };
}
