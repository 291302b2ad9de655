// @vitest-environment node

import { beforeEach, describe, expect, it, vi } from "vitest";
import { FullPictures } from "../../src/host/full_pictures";
import { Kernel } from "../../src/host/kernel";
import { FakeCoordinatorModel, FakeManager } from "../fakes/host";
import { bytesAt, FakeUrls } from "../fakes/urls";

let urls: FakeUrls;
beforeEach(() => {
  urls = new FakeUrls();
});

function pictures(alive = true) {
  const life = new AbortController();
  const model = new FakeCoordinatorModel({}, new FakeManager());
  const changed = vi.fn();
  return {
    life,
    model,
    changed,
    full: new FullPictures(new Kernel(model, () => alive, life.signal), changed, life.signal),
  };
}

async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe("a full picture", () => {
  it("is asked for when it is looked at, once, and is here when it has come", async () => {
    const { full, model, changed } = pictures();
    expect([full.get(3), full.get(3)]).toEqual([undefined, undefined]);
    expect(model.sent).toMatchObject([{ question: "full", item: 3 }]);
    model.answer({ id: 1, ok: { problem: "" } }, [bytesAt(0, 1)]);
    await settled();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(full.get(3)?.src).toMatch(/^blob:/);
  });

  it("that was left behind meanwhile is not asked for", async () => {
    const { full, model } = pictures();
    for (const item of [1, 2, 3, 4]) full.get(item);
    model.answer({ id: 1, ok: { problem: "" } }, [bytesAt(0, 1)]);
    await settled();
    expect(model.sent.map(({ item }) => item)).toEqual([1, 4]);
  });

  it.each([
    [{ ok: { problem: "the file is broken" } }, "the file is broken"],
    [{ error: "KeyError" }, "KeyError"],
  ])("that cannot be had says why", async (answer, problem) => {
    const { full, model } = pictures();
    full.get(3);
    model.answer({ id: 1, ...answer });
    await settled();
    expect(full.get(3)).toEqual({ src: "", problem });
  });

  it("cannot be had without a kernel", async () => {
    const { full } = pictures(false);
    full.get(3);
    await settled();
    expect(full.get(3)?.problem).toMatch("no kernel");
  });
});

it("a few are kept, and all addresses are given back at the end", async () => {
  const { full, model, life } = pictures();
  for (let item = 0; item < 12; item++) {
    full.get(item);
    model.answer({ id: item + 1, ok: { problem: "" } }, [bytesAt(0, 1)]);
    await settled();
  }
  expect(urls.alive.size).toBe(8);
  life.abort();
  expect(urls.alive.size).toBe(0);
});
