// @vitest-environment node

import { describe, expect, it } from "vitest";
import { cardText, cellCardText, idOf } from "../../src/derive/cards";
import { ALL } from "../../src/selection";
import { FLOWERS, NASTY, SCENES } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

const IDS = ["item-0", "item-1", "item-2", "item-3", "item-4", "item-5"];
const flowers = decode(messageOf(FLOWERS), IDS);
const scenes = decode(messageOf(SCENES));

describe("cardText", () => {
  it("of a right one says its id and its score, and nothing that is known already", () => {
    const card = cardText(flowers, "tp", 0, { item: 1, label: 0, score: 0.5 }, 500);
    expect(card).toEqual({ key: "1 0", id: "item-1", label: "", score: "0.5", notes: [] });
  });

  it("names the label where all labels are looked at", () => {
    expect(cardText(flowers, "tp", ALL, { item: 1, label: 0, score: 0.5 }, 500).label).toBe("daisy");
  });

  it("of a missed one says what was predicted instead, and how surely", () => {
    const { notes } = cardText(flowers, "fn", 1, { item: 3, label: 1, score: 0.3 }, 500);
    expect(notes).toMatchObject([{ lead: "Predicted", label: "daisy", score: "0.6" }]);
  });

  it("of a missed one where nothing reaches the threshold says what came highest, in other words", () => {
    const { notes } = cardText(flowers, "fn", 1, { item: 3, label: 1, score: 0.3 }, 601);
    expect(notes).toMatchObject([{ label: "daisy", score: "0.6" }]);
    expect(notes[0]?.lead).not.toBe("Predicted");
  });

  it("takes a top score on the threshold as predicted", () => {
    expect(cardText(flowers, "fn", 1, { item: 3, label: 1, score: 0.3 }, 600).notes[0]?.lead).toBe("Predicted");
  });

  it("of a wrong one says what is true", () => {
    const { notes } = cardText(flowers, "fp", 0, { item: 3, label: 0, score: 0.6 }, 500);
    expect(notes).toMatchObject([{ lead: "True", label: "rose", score: "" }]);
  });

  it("of a wrong one says all that is true, or that nothing is", () => {
    const several = cardText(scenes, "fp", 2, { item: 0, label: 2, score: 0.1 }, 100).notes;
    expect(several.map(({ label }) => label)).toEqual(["sea", "sky"]);
    const none = cardText(scenes, "fp", 1, { item: 2, label: 1, score: 0.55 }, 500).notes;
    expect(none).toMatchObject([{ lead: "True: none", label: "", score: "" }]);
  });

  it("writes scores in their own precision", () => {
    const single = decode(messageOf({ scores: [[0.57167983, 0.1]], truth: [1], single: true }));
    const card = cardText(single, "fp", 0, { item: 0, label: 0, score: Math.fround(0.57167983) }, 500);
    expect(card.score).toBe("0.57167983");
    expect(cardText(single, "fn", 1, { item: 0, label: 1, score: 0 }, 600).notes[0]?.score).toBe("0.57167983");
  });

  it("has a key of its own for each pair of item and label", () => {
    const keys = [
      [1, 11],
      [11, 1],
      [111, 0],
      [1, 1],
    ].map(([item = 0, label = 0]) => cardText(flowers, "tp", ALL, { item, label, score: 0 }, 500).key);
    expect(new Set(keys).size).toBe(4);
  });

  it.each(NASTY)("gives the name %o as it is", (name) => {
    const statistics = decode(messageOf({ scores: [[0.2, 0.8]], truth: [0], labels: [name, "other"] }));
    const pair = { item: 0, label: 1, score: 0.8 };
    expect(cardText(statistics, "fp", 1, pair, 500).notes[0]?.label).toBe(name);
    expect(cardText(statistics, "fn", ALL, { ...pair, label: 0 }, 500).label).toBe(name);
  });
});

describe("cellCardText", () => {
  it("says what was predicted, how surely, and what is true", () => {
    expect(cellCardText(flowers, { item: 3, label: 0, score: 0.6 })).toMatchObject({
      key: "3 0",
      id: "item-3",
      label: "daisy",
      score: "0.6",
      notes: [{ lead: "True", label: "rose", score: "" }],
    });
  });
});

describe("idOf", () => {
  it("is the item's id, or its number where there are none", () => {
    expect(idOf(flowers, 2)).toBe("item-2");
    expect(idOf(decode(messageOf(FLOWERS)), 2)).toBe("2");
  });

  it("is that of its place in the whole evaluation, of which a split is a part", () => {
    const origin = [0, 3, 4, 200, 201, 70_000];
    const statistics = decode(messageOf(FLOWERS, { origin }));
    expect(origin.map((_, item) => idOf(statistics, item))).toEqual(origin.map(String));
    const ids = Array.from({ length: 70_001 }, (_, at) => `name ${at}`);
    expect(idOf(decode(messageOf(FLOWERS, { origin }), ids), 3)).toBe("name 200");
  });

  it("is the id as it is, whatever it says", () => {
    const ids = ["__proto__", "<b>x</b>", "a/../b.png", "", " ", "0"];
    const statistics = decode(messageOf(FLOWERS), ids);
    expect(ids.map((_, item) => idOf(statistics, item))).toEqual(ids);
  });
});
