import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Evidence } from "../src/evidence";
import { FLOWERS } from "./fakes/cases";
import { messageOf, type Options, type Sent, traitsOf } from "./fakes/message";
import { FakeModel } from "./fakes/model";

const FEW = { ...FLOWERS, truth: [2, 2], scores: FLOWERS.scores.slice(0, 2) };

let life: AbortController;
const changed = vi.fn();
const failed = vi.fn();

beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.clearAllMocks();
});

function evidenceOf(model: FakeModel): Evidence {
  return new Evidence(model, { changed, failed }, life.signal);
}

function sent(options: Options = {}): Sent {
  return messageOf(FLOWERS, options);
}

describe("the parts", () => {
  it("are read when they have come, and somebody is told", () => {
    const { evaluation, figures, lists } = sent();
    const model = new FakeModel({ evaluation, figures_test: null, lists_test: null, names: null });
    const evidence = evidenceOf(model);
    expect([evidence.figures("TEST"), evidence.statistics("TEST")]).toEqual([undefined, undefined]);
    model.set({ figures_test: figures });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(evidence.figures("TEST")?.items).toBe(6);
    expect(evidence.statistics("TEST")).toBeUndefined();
    model.set({ lists_test: lists });
    expect(changed).toHaveBeenCalledTimes(2);
    expect(evidence.statistics("TEST")?.arrays.top[1]).toBe(0);
  });

  it("are read once, and not before they are looked at", () => {
    const model = new FakeModel(traitsOf(sent()));
    const evidence = evidenceOf(model);
    expect(evidence.figures("TEST")).toBe(evidence.figures("TEST"));
    expect(evidence.statistics("TEST")).toBe(evidence.statistics("TEST"));
    model.set({ figures_train: { version: 0 } });
    expect(failed).not.toHaveBeenCalled();
  });

  it("of each split are its own", () => {
    const few = messageOf(FEW, { origin: [1, 4] });
    const about = { splits: ["TRAIN", "TEST"] };
    const model = new FakeModel({ ...traitsOf(sent({ about })), figures_train: few.figures, lists_train: few.lists });
    const evidence = evidenceOf(model);
    expect([evidence.figures("TEST")?.items, evidence.figures("TRAIN")?.items]).toEqual([6, 2]);
    expect(evidence.figures("TRAIN")?.about.split).toBe("TRAIN");
    expect([...(evidence.statistics("TRAIN")?.origin ?? [])]).toEqual([1, 4]);
    expect(evidence.statistics("TEST")?.origin).toBeNull();
    expect(evidence.figures("all")).toBeUndefined();
  });

  it("of the only split are those of all", () => {
    const evidence = evidenceOf(new FakeModel(traitsOf(sent())));
    expect(evidence.statistics("all")?.items).toBe(6);
    expect(evidence.statistics("all")?.about.split).toBe("all");
  });

  it("say how much is here", () => {
    const { evaluation, figures, lists } = sent();
    const model = new FakeModel({ evaluation });
    const evidence = evidenceOf(model);
    expect(evidence.arrived("TEST")).toBeCloseTo(1 / 3);
    model.set({ figures_test: figures });
    expect(evidence.arrived("TEST")).toBeCloseTo(2 / 3);
    model.set({ lists_test: lists });
    expect(evidence.arrived("TEST")).toBe(1);
  });
});

describe("the names", () => {
  const ids = ["a", "b", "c", "d", "e", "f"];

  it("are awaited with the lists", async () => {
    const { names, ...others } = traitsOf(sent({ ids }));
    const model = new FakeModel({ ...others, names: null });
    const evidence = evidenceOf(model);
    expect(evidence.figures("TEST")?.items).toBe(6);
    expect([evidence.statistics("TEST"), evidence.arrived("TEST") < 1]).toEqual([undefined, true]);
    model.set({ names });
    await vi.waitUntil(() => evidence.statistics("TEST"));
    expect(evidence.statistics("TEST")?.about.ids).toEqual(ids);
    expect(evidence.arrived("TEST")).toBe(1);
    expect(changed).toHaveBeenCalled();
  });

  it("that cannot be read are told of, and nobody is shown by a wrong name", async () => {
    const spoiled = sent({ ids });
    if (spoiled.names) spoiled.names.arrays.ids = new DataView(new ArrayBuffer(spoiled.names.dims.id_byte ?? 0));
    const evidence = evidenceOf(new FakeModel(traitsOf(spoiled)));
    await vi.waitUntil(() => failed.mock.calls.length > 0);
    expect(evidence.statistics("TEST")).toBeUndefined();
  });

  it("that come after the end are nobody's", async () => {
    const evidence = evidenceOf(new FakeModel(traitsOf(sent({ ids }))));
    life.abort();
    await new Promise((done) => setTimeout(done, 20));
    expect(changed).not.toHaveBeenCalled();
    expect(evidence.statistics("TEST")).toBeUndefined();
  });
});

describe("a part that cannot be read", () => {
  it("is told of once, while the others are read", () => {
    const model = new FakeModel({ ...traitsOf(sent()), lists_test: { version: 99 } });
    const evidence = evidenceOf(model);
    for (let i = 0; i < 3; i++) expect(evidence.statistics("TEST")).toBeUndefined();
    expect(evidence.figures("TEST")?.items).toBe(6);
    expect(failed).toHaveBeenCalledTimes(1);
    expect(String(failed.mock.calls[0]?.[0])).toContain("wire version 99");
  });

  it("is no beginning where it is the evaluation", () => {
    expect(() => evidenceOf(new FakeModel({ evaluation: { version: 0 } }))).toThrow("wire version 0");
  });
});
