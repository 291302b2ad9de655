// @vitest-environment node

import { describe, expect, it } from "vitest";
import { cellSentence, emptyText, gridSentence, pagerText, type Sentence } from "../../src/derive/sentences";
import { ANY, NONE, OTHER } from "../../src/matrix";
import { ALL } from "../../src/selection";
import { FLOWERS, NASTY } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

const VERDICTS = ["tp", "fn", "fp"] as const;

function read({ before, name, after, second = "" }: Sentence): string {
  return before + name + after + second;
}

describe("gridSentence", () => {
  it.each(VERDICTS)("of %s is a sentence, of a label or of all", (verdict) => {
    for (const [label, name] of [
      [ALL, ""],
      [0, "rose"],
    ] as const) {
      expect(read(gridSentence(verdict, label, name))).toMatch(/^[A-Z][^<>{}]+\.$/);
    }
  });

  it("says another thing of each verdict", () => {
    for (const label of [ALL, 0]) {
      expect(new Set(VERDICTS.map((verdict) => read(gridSentence(verdict, label, "rose")))).size).toBe(3);
    }
  });

  it.each(NASTY)("keeps the name %o apart from its own words", (name) => {
    for (const verdict of VERDICTS) {
      const sentence = gridSentence(verdict, 0, name);
      expect(sentence.name).toBe(name);
      expect(sentence.before + sentence.after).toBe(read(gridSentence(verdict, 0, "")));
    }
  });

  it("names no label where all are looked at", () => {
    expect(gridSentence("tp", ALL, "rose").name).toBe("");
  });
});

describe("cellSentence", () => {
  const flowers = decode(messageOf(FLOWERS));
  const of = (truth: number, predicted: number) => cellSentence(flowers, { truth, predicted }, "5 images");

  it("tells the true and the predicted label, apart from its own words", () => {
    expect(of(1, 2)).toMatchObject({ name: "rose", second: "tulip" });
    expect(read(of(1, 2))).toBe("5 images: true rose, predicted tulip");
  });

  it("tells of other labels and of no prediction in words that no label can be confused with", () => {
    expect(of(OTHER, 1)).toMatchObject({ name: "", second: "rose" });
    expect(of(1, OTHER)).toMatchObject({ name: "rose", second: "" });
    expect(of(1, NONE)).toMatchObject({ name: "rose", second: "" });
    const all = [of(0, 1), of(OTHER, 1), of(0, OTHER), of(0, NONE), of(OTHER, OTHER), of(OTHER, NONE)].map(read);
    expect(new Set(all).size).toBe(6);
  });

  it("tells a whole row, and a whole column", () => {
    expect([of(1, ANY), of(ANY, 1), of(OTHER, ANY), of(ANY, NONE)].map(read)).toEqual([
      "5 images: true rose",
      "5 images: predicted rose",
      "5 images: true label among the others",
      "5 images: nothing predicted at this threshold",
    ]);
  });
});

describe("emptyText", () => {
  it("says in words that there is none, another for each verdict", () => {
    expect(new Set(VERDICTS.map(emptyText)).size).toBe(3);
    for (const verdict of VERDICTS) expect(emptyText(verdict)).toMatch(/^None: .+\.$/);
  });
});

describe("pagerText", () => {
  it.each([
    [0, 6, 87, "1 - 6 of 87"],
    [84, 3, 87, "85 - 87 of 87"],
    [0, 1, 1, "1 - 1 of 1"],
    [0, 0, 0, "0 of 0"],
    [1998, 6, 12345, "1,999 - 2,004 of 12,345"],
  ])("from %i, %i shown, of %i: %s", (first, shown, total, text) => {
    expect(pagerText(first, shown, total)).toBe(text);
  });
});
