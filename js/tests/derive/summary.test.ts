// @vitest-environment node

import { describe, expect, it } from "vitest";
import { type Figure, summary } from "../../src/derive/summary";
import { ALL, START } from "../../src/selection";
import { FLOWERS, SCENES } from "../fakes/cases";
import type { Given } from "../fakes/evaluation";
import { decode, messageOf, type Options } from "../fakes/message";

function figures(given: Given, selected: { step?: number; label?: number } = {}, options: Options = {}) {
  const found = summary(decode(messageOf(given, options)), { ...START, ...selected });
  return new Map<string, Figure>(found.map((figure) => [figure.key, figure]));
}

function texts(...given: Parameters<typeof figures>): Record<string, string> {
  return Object.fromEntries([...figures(...given)].map(([key, { text }]) => [key, text]));
}

/** Items of one label, so many of them found; and so many of the other label taken for it. */
function found({ tp, fn, fp, tn }: { tp: number; fn: number; fp: number; tn: number }): Given {
  const rows = (count: number, score: number) => Array.from({ length: count }, () => [score, 1 - score]);
  const scores = [...rows(tp, 0.9), ...rows(fn, 0.1), ...rows(fp, 0.9), ...rows(tn, 0.1)];
  const truth = scores.map((_, i) => (i < tp + fn ? 0 : 1));
  return { scores, truth, labels: ["roses", "others"] };
}

describe("summary", () => {
  it("gives the reference's figures of roses", () => {
    const roses = found({ tp: 58, fn: 6, fp: 4, tn: 299 });
    expect(texts(roses, { label: 0 })).toMatchObject({
      precision: "93.55%",
      recall: "90.63%",
      tp: "58",
      fp: "4",
      fn: "6",
      "test-items": "64",
    });
  });

  it("has the figures in the order of the card", () => {
    const keys = [...figures(FLOWERS).keys()];
    expect(keys.slice(0, 4)).toEqual(["precision", "recall", "f1", "auprc"]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("gives the numbers of all labels together", () => {
    expect(texts(FLOWERS, {}, { about: { totalImages: 3299 } })).toMatchObject({
      precision: "50%",
      recall: "50%",
      f1: "50%",
      fpr: "25%",
      accuracy: "50%",
      "total-images": "3,299",
      "test-items": "6",
      tp: "3",
      fp: "3",
      fn: "3",
    });
  });

  it("gives a label its own, and leaves the total of images", () => {
    expect(texts(FLOWERS, { label: 0 }, { about: { totalImages: 3299 } })).toMatchObject({
      precision: "66.67%",
      recall: "66.67%",
      "test-items": "3",
      "total-images": "3,299",
    });
  });

  it("follows the threshold where it matters", () => {
    const low = texts(FLOWERS, { step: 0 });
    const high = texts(FLOWERS, { step: 900 });
    expect([low.recall, high.recall, high.precision]).toEqual(["100%", "16.67%", "100%"]);
    expect([low.accuracy, low.auprc]).toEqual([high.accuracy, high.auprc]);
  });

  it("counts items predicted exactly right as the accuracy of a multi-label model, at the threshold", () => {
    expect(texts(SCENES).accuracy).toBe("50%");
    expect(texts(SCENES, { step: 300 }).accuracy).toBe("50%");
    expect(texts(SCENES, { step: 1000 }).accuracy).toBe("25%");
  });

  it("gives the average precision with three decimals, of a label or of all", () => {
    expect(texts(found({ tp: 1, fn: 0, fp: 0, tn: 1 }), { label: 0 }).auprc).toBe("1.000");
    expect(texts(FLOWERS, { label: ALL }, { single: { averagePrecision: 0.9965 } }).auprc).toBe("0.997");
  });

  it("has no reason where there is a number", () => {
    expect([...figures(FLOWERS).values()].map(({ reason }) => reason).filter(Boolean)).toEqual([]);
  });

  const undefinedOnes: [string, Given, { step?: number; label?: number }, string][] = [
    ["precision", FLOWERS, { step: 1000 }, "nothing is predicted at this threshold"],
    ["recall", FLOWERS, { label: 2 }, "no item of this split bears the label"],
    ["auprc", FLOWERS, { label: 2 }, "no item of this split bears the label"],
    ["f1", FLOWERS, { label: 2, step: 1000 }, "nothing is true and nothing is predicted"],
    ["fpr", { scores: [[0.5]], truth: [0] }, { label: 0 }, "every item of this split bears the label"],
  ];

  it.each(undefinedOnes)("shows a dash for an undefined %s, and says why", (key, given, selected, reason) => {
    const figure = figures(given, selected).get(key);
    expect(figure?.text).toBe("–");
    expect(figure?.reason).toContain(`Undefined: ${reason}`);
  });

  it("has an area of all labels undefined where nothing is true", () => {
    const figure = figures({ scores: [[0.5, 0.6]], truth: [[false, false]] }).get("auprc");
    expect(figure).toMatchObject({ text: "–", reason: expect.stringContaining("Undefined") });
  });

  it("has a precision of 0% where there are items and all predictions are wrong", () => {
    expect(figures(found({ tp: 0, fn: 2, fp: 3, tn: 1 }), { label: 0 }).get("precision")?.text).toBe("0%");
  });
});
