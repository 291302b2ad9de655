// @vitest-environment node

import { describe, expect, it } from "vitest";
import { Kernel } from "../src/host/kernel";
import { Late } from "../src/late";
import { Searches } from "../src/search";
import { FLOWERS } from "./fakes/cases";
import { FakeCoordinatorModel, FakeManager } from "./fakes/host";
import { decode, messageOf } from "./fakes/message";

const IDS = [0, 1, 2, 3, 4, 5].map((item) => `item-${item}`);

function searches(hasMetadata: boolean, alive = true) {
  const model = new FakeCoordinatorModel({}, new FakeManager());
  const late = new Late(new Kernel(model, () => alive, new AbortController().signal), () => {});
  return { model, searches: new Searches(decode(messageOf(FLOWERS, { about: { hasMetadata } }), IDS), late) };
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

describe("a search", () => {
  it("for nothing leaves everything, and says nothing", () => {
    const { searches: all, model } = searches(true);
    expect(all.find("  ")).toEqual({ sought: null, where: "" });
    expect(model.sent).toEqual([]);
  });

  it("of an evaluation without metadata needs nobody", () => {
    const { searches: all, model } = searches(false);
    expect(all.find("ITEM-1")).toEqual({ sought: Uint8Array.of(0, 1, 0, 0, 0, 0), where: "Searched in the ids." });
    expect(model.sent).toEqual([]);
  });

  it("finds ids at once, and what is in the metadata when Python has looked there", async () => {
    const { searches: all, model } = searches(true);
    expect([...(all.find(" Canon 1 ").sought ?? [])]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(all.find("Canon 1").where).toMatch("the metadata follows");
    expect(model.questions("matches")).toMatchObject([{ search: "canon 1" }]);
    model.answer({ id: 1, ok: { item: [2, 5] } });
    await settled();
    expect(all.find("canon 1")).toEqual({
      sought: Uint8Array.of(0, 0, 1, 0, 0, 1),
      where: "Searched in ids and metadata.",
    });
  });

  it("without a kernel finds ids only, and says so", async () => {
    const { searches: all } = searches(true, false);
    all.find("item-1");
    await settled();
    const { sought, where } = all.find("item-1");
    expect(sought).toEqual(Uint8Array.of(0, 1, 0, 0, 0, 0));
    expect(where).toMatch(/ids only.*no kernel/);
  });
});
