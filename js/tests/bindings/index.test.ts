// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bind, partOf, referencesOf } from "../../src/bindings";
import { ROLES, type Role } from "../../src/wire.gen";
import { FLOWERS, SCENES } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { Heard, moved, sceneOf } from "../fakes/scene";

const PARTS = Object.keys(ROLES) as Role[];

function modelsOf(part: Role): FakeModel[] {
  return ROLES[part].map(() => new FakeModel({ page: 0, query: "", order: "name", column: "name", first: 0, fit: 5 }));
}

describe.each(PARTS)("the part %s", (part) => {
  it.each(["single-label", "multi-label"])("is shown, of a %s model, and says that it is ready", (kind) => {
    const models = modelsOf(part);
    bind(part, models).show(sceneOf(kind === "multi-label" ? SCENES : FLOWERS));
    expect(models[0]?.get("ready")).toBe(true);
  });

  it("leaves no listener on any of its widgets when its signal ends", () => {
    const models = modelsOf(part);
    const life = new AbortController();
    const binding = bind(part, models);
    binding.show(sceneOf(FLOWERS));
    binding.hear(new Heard(), life.signal);
    life.abort();
    expect(models.map((model) => model.listeners())).toEqual(models.map(() => 0));
  });

  it("shows the same again without telling anybody: nothing has changed", () => {
    const models = modelsOf(part);
    const scene = sceneOf(FLOWERS);
    const binding = bind(part, models);
    binding.show(scene);
    let told = 0;
    for (const model of models) model.on("change", () => told++);
    binding.show(scene);
    expect(told).toBe(0);
  });

  it("sets each of its widgets at most twice a drawing, in plain data", () => {
    const models = modelsOf(part);
    const binding = bind(part, models);
    const scene = sceneOf(FLOWERS);
    binding.show(scene);
    for (const { sets } of models) sets.length = 0;
    binding.show(moved(scene, { step: 600, label: 1 }));
    for (const { sets } of models) {
      expect(sets.length).toBeLessThanOrEqual(2);
      for (const values of sets) expect(() => structuredClone(values)).not.toThrow();
    }
  });

  it("may be a second one", () => {
    expect(() => bind(`${part}#2`, modelsOf(part)).show(sceneOf(FLOWERS))).not.toThrow();
  });
});

describe("references", () => {
  it("are told apart by part", () => {
    expect(["pr.curve", "pr#2.curve", "grid_tp.it"].map(partOf)).toEqual(["pr", "pr#2", "grid_tp"]);
  });

  it("of a part come in the order of its widgets", () => {
    const roles = Object.fromEntries(ROLES.pr.map((member) => [`pr#2.${member}`, `IPY_MODEL_${member}`]).reverse());
    expect(referencesOf("pr#2", roles)).toEqual(ROLES.pr.map((member) => `IPY_MODEL_${member}`));
  });

  it("that are missing are told by name", () => {
    expect(() => referencesOf("pr", {})).toThrow("the part pr has no head");
    expect(() => referencesOf("hologram", {})).toThrow("no part plays the role hologram");
    expect(() => bind("hologram#2", [])).toThrow("no part plays the role hologram");
  });

  it("never find a part in what every object has", () => {
    for (const name of ["constructor", "toString", "__proto__"]) {
      expect(() => referencesOf(name, {})).toThrow(`no part plays the role ${name}`);
    }
  });
});
