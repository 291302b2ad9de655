import { describe, expect, it, vi } from "vitest";
import { effect } from "vue";
import { type Archive, PageCoordinator, PageModel, PageModels } from "../../src/host/page";

describe("a model on a page", () => {
  it("tells of changes once all values are there", () => {
    const model = new PageModel({ a: 1, b: 2 });
    const seen: unknown[] = [];
    model.on("change:a", () => seen.push(["a", model.get("a"), model.get("b")]));
    model.on("change", () => seen.push("any"));
    model.set({ a: 3, b: 4 });
    expect(seen).toEqual([["a", 3, 4], "any"]);
  });

  it("tells nobody of equal values, however they are made", () => {
    const model = new PageModel({ rows: [{ code: 1 }], x: Float64Array.of(0, 2), none: Number.NaN });
    const told = vi.fn();
    model.on("change", told);
    model.set({ rows: [{ code: 1 }], x: Float64Array.of(0, 2), none: Number.NaN });
    expect(told).not.toHaveBeenCalled();
    model.set({ x: Float64Array.of(1, 2) });
    expect(told).toHaveBeenCalledOnce();
  });

  it("stops telling whom it is told to", () => {
    const model = new PageModel({ a: 1 });
    const told = vi.fn();
    model.on("change:a", told);
    model.off("change:a", told);
    model.set({ a: 2 });
    expect(told).not.toHaveBeenCalled();
  });

  it("is followed by what Vue draws", () => {
    const model = new PageModel({ a: 1 });
    const drawn: unknown[] = [];
    effect(() => drawn.push(model.get("a")));
    model.set({ a: 2 });
    expect(drawn).toEqual([1, 2]);
  });
});

describe("a coordinator on a page", () => {
  const NOBODY: Archive = { answer: () => Promise.reject(new Error("the file is damaged")) };

  function heard(archive: Archive): Promise<unknown[]> {
    const model = new PageCoordinator({}, new PageModels(new Map()), archive);
    return new Promise((done) => {
      model.on("msg:custom", ((...message: unknown[]) => done(message)) as never);
      model.send({ id: 7, question: "pictures", items: [1] });
    });
  }

  it("answers from the archive, with the id of the question", async () => {
    const buffers = [new DataView(new ArrayBuffer(1))];
    const answer = vi.fn(async () => ({ ok: { problems: [""] }, buffers }));
    const [message, bytes] = await heard({ answer });
    expect(message).toMatchObject({ id: 7, ok: { problems: [""] } });
    expect(bytes).toBe(buffers);
    expect(answer).toHaveBeenCalledWith({ id: 7, question: "pictures", items: [1] });
  });

  it("says why where there is no answer", async () => {
    expect((await heard(NOBODY))[0]).toMatchObject({ id: 7, error: "the file is damaged" });
  });

  it("finds the models of the file, and no others", async () => {
    const model = new PageModel({});
    const models = new PageModels(new Map([["w1", model]]));
    await expect(models.get_model("w1")).resolves.toBe(model);
    await expect(models.get_model("w2")).rejects.toThrow("no widget w2");
    expect(() => models.find("w2")).toThrow("no widget w2");
  });
});
