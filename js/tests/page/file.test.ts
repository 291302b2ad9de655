import { describe, expect, it } from "vitest";
import { archiveOf } from "../../src/page/archive";
import { readFile, readPictures } from "../../src/page/file";
import { EMPTY } from "../fakes/page";

/** What automl_eval_widgets/export/pack.py writes, written again from its description. */
function packed(
  file: unknown,
  buffers: readonly (readonly [(string | number)[], number[]])[],
): Uint8Array<ArrayBuffer> {
  const places: unknown[] = [];
  const body: number[] = [];
  for (const [path, bytes] of buffers) {
    places.push([path, body.length, bytes.length]);
    body.push(...bytes, ...Array.from({ length: (8 - (bytes.length % 8)) % 8 }, () => 0));
  }
  const text = new TextEncoder().encode(JSON.stringify({ file, buffers: places }));
  const head = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8);
  new DataView(head.buffer).setUint32(0, text.length, true);
  head.set(text, 4);
  return Uint8Array.from([...head, ...body]);
}

function bytesOf(view: DataView | undefined): number[] {
  return view ? [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)] : [];
}

describe("a file", () => {
  it("has its buffers where they were, each at a multiple of eight", () => {
    const file = { format: 1, coordinators: { w0: { statistics: { arrays: { a: null, b: null } } } } };
    const path = (name: string) => ["coordinators", "w0", "statistics", "arrays", name];
    const read = readFile(
      packed(file, [
        [path("a"), [1, 2, 3]],
        [path("b"), [4]],
      ]),
    );
    const statistics = read.coordinators.w0?.statistics as { arrays: Record<string, DataView> } | undefined;
    const { a, b } = statistics?.arrays ?? {};
    expect([bytesOf(a), bytesOf(b)]).toEqual([[1, 2, 3], [4]]);
    expect((b?.byteOffset ?? 1) % 8).toBe(0);
  });

  it("of another format is refused, with both named", () => {
    expect(() => readFile(packed({ format: 2 }, []))).toThrow("format 2, expected 1");
  });
});

describe("the thumbnails of a file", () => {
  const file = { items: [5, 2, 9], lengths: [2, 0, 1], problems: ["", "not a picture", ""], data: null };
  const load = async () => readPictures(packed(file, [[["data"], [1, 2, 3]]]));

  it("are given by item, and a missing one with the reason", async () => {
    const answer = await archiveOf(load).answer({ question: "pictures", items: [9, 2, 7, 5] });
    if (!("ok" in answer)) throw new Error(answer.error);
    expect(answer.ok).toEqual({ problems: ["", "not a picture", "not in this file", ""] });
    expect(answer.buffers.map(bytesOf)).toEqual([[3], [], [], [1, 2]]);
  });

  it("are unpacked once, and not before they are asked for", async () => {
    let loads = 0;
    const archive = archiveOf(async () => {
      loads += 1;
      return EMPTY;
    });
    expect(loads).toBe(0);
    await Promise.all([1, 2].map((item) => archive.answer({ question: "pictures", items: [item] })));
    expect(loads).toBe(1);
  });

  it("are all that is answered: of lists the file has the first pages", async () => {
    const answer = await archiveOf(load).answer({ question: "examples", label: 1 });
    expect(answer).toEqual({ error: "the file holds the first pages only" });
  });
});
