import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANY, NONE, OTHER } from "../../src/matrix";
import { addressOf, targetOf } from "../../src/page/address";
import { NASTY } from "../fakes/cases";

const FLOWERS = { labels: ["roses", "tulips", "sun flowers & co=+%"], splits: ["TEST"] };

describe("a link", () => {
  it("reads as in the documentation", () => {
    const target = { threshold: 0.84, label: "roses", cell: [0, 1] as const };
    expect(addressOf({ ...target, split: "TEST" }, FLOWERS)).toBe(
      "label=roses&threshold=0.84&true=roses&predicted=tulips",
    );
    expect(targetOf("#label=roses&threshold=0.84&true=roses&predicted=tulips", FLOWERS)).toEqual(target);
  });

  it("leads back to where it was made, whatever the labels are called", () => {
    const labels = [...NASTY, ...FLOWERS.labels];
    const known = { labels, splits: ["TRAIN", "TEST"] };
    const label = fc.option(fc.constantFrom(...labels));
    const codes = fc.integer({ min: 0, max: labels.length - 1 });
    const cell = fc.option(
      fc.tuple(fc.oneof(codes, fc.constant(OTHER)), fc.oneof(codes, fc.constantFrom(OTHER, NONE))),
    );
    const threshold = fc.integer({ min: 0, max: 1000 }).map((step) => step / 1000);
    fc.assert(
      fc.property(threshold, label, cell, (...[at, name, picked]) => {
        const target = { threshold: at, label: name, split: "all", cell: picked };
        const link = addressOf(target, known);
        expect(link).toMatch(/^[\x21-\x7e]*$/);
        expect({ label: null, cell: null, ...targetOf(`#${link}`, known) }).toEqual(target);
      }),
    );
  });

  it("says nothing of what it does not name", () => {
    expect(targetOf("", FLOWERS)).toEqual({});
    expect(targetOf("#threshold=0.3", FLOWERS)).toEqual({ threshold: 0.3 });
    expect(targetOf("#utm_source=mail", FLOWERS)).toEqual({});
  });

  it("of one side alone means its whole row or column", () => {
    expect(targetOf("#true=roses", FLOWERS)).toEqual({ cell: [0, ANY] });
    expect(targetOf("#none=predicted", FLOWERS)).toEqual({ cell: [ANY, NONE] });
    const row = { threshold: 0.5, label: null, split: "TEST", cell: [1, ANY] as const };
    expect(addressOf(row, FLOWERS)).toBe("threshold=0.5&true=tulips");
  });

  it.each([
    ["#label=daisy", "no label “daisy”"],
    ["#threshold=2", "from 0 to 1, not “2”"],
    ["#threshold=", "from 0 to 1, not “”"],
    ["#label=%E4%", "not complete"],
    ["#split=TRAIN", "no split “TRAIN”"],
    ["#true=roses&predicted=__proto__", "no label “__proto__”"],
  ])("that leads nowhere says why: %s", (hash, why) => {
    expect(() => targetOf(hash, FLOWERS)).toThrow(why);
  });
});
