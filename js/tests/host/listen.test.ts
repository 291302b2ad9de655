// @vitest-environment node

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { listen } from "../../src/host/listen";
import { FakeModel } from "../fakes/model";

describe("listen", () => {
  it("hears until the signal ends", () => {
    const model = new FakeModel({ a: 1 });
    const life = new AbortController();
    const heard = vi.fn();
    listen(model, "change:a", heard, life.signal);
    model.set({ a: 2 });
    life.abort();
    model.set({ a: 3 });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(model.listeners()).toBe(0);
  });

  it("takes off its own listener only: models are shared", () => {
    const model = new FakeModel({ a: 1 });
    const life = new AbortController();
    const others = vi.fn();
    model.on("change:a", others);
    listen(model, "change:a", vi.fn(), life.signal);
    life.abort();
    model.set({ a: 2 });
    expect(others).toHaveBeenCalledTimes(1);
  });

  it("does not begin where the signal has ended", () => {
    const model = new FakeModel();
    listen(model, "change:a", vi.fn(), AbortSignal.abort());
    expect(model.listeners()).toBe(0);
  });

  it("passes on what the event brings", () => {
    const model = new FakeModel();
    const heard = vi.fn();
    listen(model, "msg:custom", heard, new AbortController().signal);
    model.trigger("msg:custom", { id: 1 }, ["buffer"]);
    expect(heard).toHaveBeenCalledWith({ id: 1 }, ["buffer"]);
  });

  it("ends all that one signal carries, on several models", () => {
    const models = [new FakeModel(), new FakeModel()];
    const life = new AbortController();
    for (const model of models)
      for (const event of ["change:a", "change:b"]) listen(model, event, vi.fn(), life.signal);
    expect(models.map((model) => model.listeners())).toEqual([2, 2]);
    life.abort();
    expect(models.map((model) => model.listeners())).toEqual([0, 0]);
  });
});

it("is the only place in which anything listens to a model", () => {
  const src = join(import.meta.dirname, "../../src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const found = files.filter((name) => /\.(on|once|listenTo|off)\(/.test(readFileSync(join(src, name), "utf8")));
  expect(found).toEqual([join("host", "listen.ts")]);
});
