// @vitest-environment node

import { describe, expect, it, vi } from "vitest";
import { Cast } from "../../src/host/jupyter";
import { FakeManager } from "../fakes/host";
import { FakeModel } from "../fakes/model";

const forever = new AbortController().signal;

/** A widget model that counts what it sends to its kernel. */
class Saving extends FakeModel {
  save_changes = vi.fn();
}

function cast(...names: string[]) {
  const manager = new FakeManager();
  const models = names.map((name) => {
    const model = new Saving();
    manager.children.set(name, model);
    return model;
  });
  return { manager, models, cast: new Cast(manager) };
}

describe("find", () => {
  it("gives the widget's model", async () => {
    const { cast: found, models } = cast("a");
    expect(await found.find("IPY_MODEL_a", forever)).toBe(models[0]);
  });

  it("lets what a part shows stay in the browser: the part saves no more by itself", async () => {
    const { cast: found, models } = cast("a", "b");
    const [saved, other] = models.map((model) => model.save_changes);
    const model = (await found.find("IPY_MODEL_a", forever)) as Saving;
    model.set({ threshold: 0.6 });
    model.save_changes();
    expect(saved).not.toHaveBeenCalled();
    models[1]?.save_changes();
    expect(other).toHaveBeenCalledTimes(1);
  });

  it("touches nothing where the signal ended while the child was on its way", async () => {
    const { cast: found, models } = cast("a");
    const before = models[0]?.save_changes;
    const life = new AbortController();
    const asked = found.find("IPY_MODEL_a", life.signal);
    life.abort();
    expect(await asked).toBeUndefined();
    expect(models[0]?.save_changes).toBe(before);
  });

  it("rejects what is no reference", async () => {
    await expect(cast().cast.find("a", forever)).rejects.toThrow("not a reference");
  });
});

describe("alive", () => {
  it("is so until a widget's connection is gone: there is one kernel for all", async () => {
    const { cast: found, models } = cast("a", "b");
    expect(found.alive).toBe(true);
    for (const name of ["a", "b"]) await found.find(`IPY_MODEL_${name}`, forever);
    expect(found.alive).toBe(true);
    for (const model of models) model.comm_live = false;
    expect(found.alive).toBe(false);
    for (const model of models) model.comm_live = true;
    expect(found.alive).toBe(true);
  });

  it("is so for models that do not tell, as on a page", async () => {
    const manager = new FakeManager();
    manager.children.set("a", { get() {}, set() {}, on() {}, off() {} });
    const found = new Cast(manager);
    await found.find("IPY_MODEL_a", forever);
    expect(found.alive).toBe(true);
  });
});
