// @vitest-environment node

import { beforeEach, describe, expect, it, vi } from "vitest";
import { Kernel } from "../../src/host/kernel";
import { Pictures } from "../../src/host/pictures";
import { EMPTY_ALBUM, FakeCoordinatorModel, FakeManager } from "../fakes/host";
import { bytesAt, FakeUrls } from "../fakes/urls";

let urls: FakeUrls;

beforeEach(() => {
  urls = new FakeUrls();
});

/** Pictures with a kernel that answers when a test says so. */
class Asked {
  alive = true;
  readonly life = new AbortController();
  readonly model = new FakeCoordinatorModel({}, new FakeManager());
  readonly changed = vi.fn();
  readonly pictures = new Pictures(
    new Kernel(this.model, () => this.alive, new AbortController().signal),
    this.changed,
    this.life.signal,
  );

  /** Items of each question, in order. */
  get batches(): number[][] {
    return this.model.questions("pictures").map(({ items }) => items as number[]);
  }

  /** Python sends what was asked last, or in another question: one byte for each item, its number. */
  async answer(problems: Record<number, string> = {}, question = -1, late: number[] = []): Promise<void> {
    const { id, items } = this.model.questions("pictures").at(question) as unknown as { id: number; items: number[] };
    this.model.answer(
      { id, ok: { problems: items.map((item) => problems[item] ?? ""), late } },
      items.map((item) => bytesAt(3, item)),
    );
    await settled();
  }

  async refuse(error: string): Promise<void> {
    this.model.answer({ id: this.model.sent.at(-1)?.id, error });
    await settled();
  }
}

/** Let what was promised happen. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

describe("the thumbnails that come with the view", () => {
  const album = {
    items: [4, 7, 9],
    lengths: [2, 0, 3],
    problems: ["", "file is missing", ""],
    data: bytesAt(5, 1, 2, 3, 4, 5),
  };

  it("are there at once, each with its own bytes, and nobody is asked", async () => {
    const { pictures, batches } = new Asked();
    pictures.fill(album);
    expect(await urls.bytes(pictures.get(4)?.src)).toEqual([1, 2]);
    expect(await urls.bytes(pictures.get(9)?.src)).toEqual([3, 4, 5]);
    pictures.show([4, 9]);
    expect(batches).toEqual([]);
  });

  it("say why where there is none", () => {
    const { pictures } = new Asked();
    pictures.fill(album);
    expect(pictures.get(7)).toEqual({ src: "", problem: "file is missing" });
    expect(urls.made).toBe(2);
  });

  it("may be none at all", () => {
    const { pictures } = new Asked();
    pictures.fill(EMPTY_ALBUM);
    expect(pictures.get(0)).toBeUndefined();
  });

  it("may be problems only, without a single byte", () => {
    const { pictures } = new Asked();
    pictures.fill({ items: [1], lengths: [0], problems: ["broken"], data: null });
    expect(pictures.get(1)?.problem).toBe("broken");
  });
});

describe("what is on screen", () => {
  it("is asked for at once, and tells when it is here", async () => {
    const asked = new Asked();
    asked.pictures.show([3, 1, 2]);
    expect(asked.batches).toEqual([[3, 1, 2]]);
    expect(asked.pictures.get(3)).toBeUndefined();
    await asked.answer();
    expect(await urls.bytes(asked.pictures.get(3)?.src)).toEqual([3]);
    expect(await urls.bytes(asked.pictures.get(2)?.src)).toEqual([2]);
    expect(asked.changed).toHaveBeenCalled();
  });

  it("is asked for once, however often it is shown", async () => {
    const asked = new Asked();
    for (let i = 0; i < 3; i++) asked.pictures.show([1, 2]);
    await asked.answer();
    asked.pictures.show([1, 2]);
    await settled();
    expect(asked.batches).toEqual([[1, 2]]);
  });

  it("is asked for once where two grids show the same item", async () => {
    const asked = new Asked();
    asked.pictures.show([1, 1, 2, 1]);
    expect(asked.batches).toEqual([[1, 2]]);
  });

  it("waits for nothing that may come next, also where that is under way", async () => {
    const asked = new Asked();
    asked.pictures.expect(range(0, 60));
    asked.pictures.show([100, 101]);
    expect(asked.batches).toEqual([range(0, 24), [100, 101]]);
    asked.pictures.show([200]);
    await asked.answer();
    expect(asked.batches[2]).toEqual([200]);
    await asked.answer();
    expect(asked.batches).toHaveLength(3);
    await asked.answer({}, 0);
    expect(asked.batches[3]?.slice(0, 2)).toEqual([24, 25]);
  });

  it("is asked for before what may come next, where both are wanted", async () => {
    const asked = new Asked();
    asked.pictures.show([1]);
    asked.pictures.expect([2]);
    expect(asked.batches).toEqual([[1]]);
    await asked.answer();
    expect(asked.batches).toEqual([[1], [2]]);
  });

  it("is seen as soon as it is there, whatever else does not come", async () => {
    const asked = new Asked();
    asked.pictures.show([1, 2, 3]);
    await asked.answer({}, -1, [2]);
    expect(asked.pictures.get(1)?.src).toBeTruthy();
    expect(asked.pictures.get(2)).toBeUndefined();
    expect(asked.changed).toHaveBeenCalledOnce();
    expect(asked.batches).toEqual([[1, 2, 3], [2]]);
    const patience = asked.model.questions("pictures").map(({ seconds }) => seconds as number);
    expect(patience[1]).toBeGreaterThan(patience[0] ?? 0);
    asked.pictures.show([7]); // the next page does not wait for the late one
    expect(asked.batches.at(-1)).toEqual([7]);
    await asked.answer();
    await asked.answer({}, 1, [2]); // nobody looks at it any more, so nobody asks again
    expect(asked.batches).toHaveLength(3);
    asked.pictures.show([2]);
    await asked.answer();
    expect(asked.pictures.get(2)?.src).toBeTruthy();
  });

  it("waits where it is not wanted any more, but still comes", async () => {
    const asked = new Asked();
    asked.pictures.show([1]);
    asked.pictures.show([2]);
    asked.pictures.show([3]);
    await asked.answer();
    await asked.answer();
    await asked.answer();
    expect(asked.batches).toEqual([[1], [3], [2]]);
  });

  it("says why where a picture is broken", async () => {
    const asked = new Asked();
    asked.pictures.show([1, 2]);
    await asked.answer({ 2: "not an image" });
    expect(asked.pictures.get(2)).toEqual({ src: "", problem: "not an image" });
    expect(asked.pictures.get(1)?.problem).toBe("");
    asked.pictures.show([2]);
    expect(asked.batches).toHaveLength(1);
  });
});

describe("what may come next", () => {
  it("is asked for in batches, one at a time, in its order", async () => {
    const asked = new Asked();
    asked.pictures.expect(range(0, 50));
    expect(asked.batches).toEqual([range(0, 24)]);
    await asked.answer();
    await asked.answer();
    await asked.answer();
    expect(asked.batches).toEqual([range(0, 24), range(24, 48), range(48, 50)]);
    for (const item of range(0, 50)) expect(asked.pictures.get(item)).toBeDefined();
  });

  it("is not asked for again when it is expected again", async () => {
    const asked = new Asked();
    asked.pictures.expect([1, 2]);
    asked.pictures.expect([1, 2, 3]);
    await asked.answer();
    await asked.answer();
    expect(asked.batches).toEqual([[1, 2], [3]]);
  });

  it("has an end: no more than some thousands are kept", async () => {
    const asked = new Asked();
    asked.pictures.expect(range(0, 10_000));
    for (let i = 0; i < 200 && asked.batches.flat().length > urls.made; i++) await asked.answer();
    expect(asked.batches.flat().length).toBeLessThanOrEqual(3000);
    expect(urls.alive.size).toBeLessThanOrEqual(3000);
  });
});

describe("the oldest ones", () => {
  it("give way where there are too many, their addresses given back, but never those on screen", async () => {
    const asked = new Asked();
    const many = range(0, 3000);
    asked.pictures.fill({
      items: many,
      lengths: many.map(() => 1),
      problems: many.map(() => ""),
      data: bytesAt(0, ...many),
    });
    asked.pictures.show([0, 1, 5000, 5001]);
    await asked.answer();
    expect(urls.alive.size).toBe(3000);
    expect(asked.pictures.get(0)?.src).toBeTruthy();
    expect(asked.pictures.get(5001)?.src).toBeTruthy();
    expect([asked.pictures.get(2), asked.pictures.get(3)]).toEqual([undefined, undefined]);
    expect(urls.revoked).toHaveLength(2);
  });

  it("are asked for again when they are looked at again", async () => {
    const asked = new Asked();
    const many = range(0, 3000);
    asked.pictures.fill({
      items: many,
      lengths: many.map(() => 1),
      problems: many.map(() => ""),
      data: bytesAt(0, ...many),
    });
    asked.pictures.show([5000]);
    await asked.answer();
    expect(asked.pictures.get(0)).toBeUndefined();
    asked.pictures.show([0]);
    expect(asked.batches.at(-1)).toEqual([0]);
  });
});

describe("where Python cannot answer", () => {
  it("what is on screen says why, in its place", async () => {
    const asked = new Asked();
    asked.pictures.show([1]);
    await asked.refuse("OSError: disk full");
    expect(asked.pictures.get(1)).toEqual({ src: "", problem: "OSError: disk full" });
    expect(asked.changed).toHaveBeenCalled();
  });

  it("what was merely expected says nothing, and may be asked for again later", async () => {
    const asked = new Asked();
    asked.pictures.expect([1, 2]);
    await asked.refuse("busy");
    expect(asked.pictures.get(1)).toBeUndefined();
    asked.pictures.show([1]);
    await asked.answer();
    expect(asked.pictures.get(1)?.src).toBeTruthy();
  });

  it("what is on screen says that there is no kernel, and nothing is sent", async () => {
    const asked = new Asked();
    asked.alive = false;
    asked.pictures.show([1, 2]);
    await settled();
    expect(asked.pictures.get(2)?.problem).toContain("no kernel");
    expect(asked.model.sent).toEqual([]);
  });

  it("nobody is told of what changes nothing, or a view without a kernel would draw for ever", async () => {
    const asked = new Asked();
    asked.alive = false;
    // What a grid does at each drawing: it shows its page, and expects the next.
    let drawn = 0;
    asked.changed.mockImplementation(() => {
      drawn += 1;
      if (drawn > 50) return;
      asked.pictures.show([1]);
      asked.pictures.expect([2, 3]);
    });
    asked.pictures.show([1]);
    asked.pictures.expect([2, 3]);
    for (let i = 0; i < 100; i++) await settled();
    expect(drawn).toBeLessThan(5);
  });
});

describe("when the view is closed", () => {
  it("all addresses are given back", async () => {
    const asked = new Asked();
    asked.pictures.fill({ items: [1], lengths: [1], problems: [""], data: bytesAt(0, 1) });
    asked.pictures.show([2]);
    await asked.answer();
    expect(urls.alive.size).toBe(2);
    asked.life.abort();
    expect(urls.alive.size).toBe(0);
    expect(asked.pictures.get(1)).toBeUndefined();
  });

  it("what arrives afterwards makes no address and tells nobody", async () => {
    const asked = new Asked();
    asked.pictures.show([1]);
    asked.life.abort();
    await asked.answer();
    expect(urls.made).toBe(0);
    expect(asked.changed).not.toHaveBeenCalled();
    expect(asked.pictures.get(1)).toBeUndefined();
  });

  it("nothing is asked for any more, not even what waited", async () => {
    const asked = new Asked();
    asked.pictures.expect(range(0, 50));
    asked.life.abort();
    await asked.answer();
    asked.pictures.show([99]);
    asked.pictures.expect([98]);
    await settled();
    expect(asked.batches).toHaveLength(1);
  });
});
