// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { detailText, needsTelling, ordinal, scoresHere } from "../../src/derive/detail";
import { evaluations, FLOWERS, SCENES } from "../fakes/cases";
import { Evaluation } from "../fakes/evaluation";
import { decode, messageOf } from "../fakes/message";

const flowers = decode(messageOf(FLOWERS));

describe("scoresHere", () => {
  it("are all scores of an item, where no list was cut short", () => {
    fc.assert(
      fc.property(evaluations({ items: 6, labels: 4 }), (evaluation) => {
        const statistics = decode(messageOf(evaluation));
        evaluation.scores.forEach((row, item) => {
          expect(scoresHere(statistics, item)).toEqual(new Map(row.entries()));
        });
      }),
    );
  });

  it("are some of them where lists were: the true ones and the top one always", () => {
    const statistics = decode(
      messageOf(
        {
          scores: [
            [0.1, 0.1, 0.8],
            [0.1, 0.1, 0.8],
          ],
          truth: [1, 1],
        },
        { cap: 1 },
      ),
    );
    expect([...scoresHere(statistics, 1).keys()].sort()).toEqual([1, 2]);
  });
});

describe("detailText", () => {
  const text = detailText(flowers, { item: 3, label: 0, score: 0.6 }, 845, undefined);

  it("tells what is true, and all scores, the highest first", () => {
    expect([text.id, text.label, text.score, text.truth]).toEqual(["3", "daisy", "0.6", ["rose"]]);
    expect(text.rows.map(({ name, text: score, isTrue, isTop }) => [name, score, isTrue, isTop])).toEqual([
      ["daisy", "0.6", false, true],
      ["rose", "0.3", true, false],
      ["tulip", "0.1", false, false],
    ]);
    expect([text.threshold, text.threshold_text]).toEqual([0.845, "0.845"]);
  });

  it("ranks the score among those of all items", () => {
    const { scores } = new Evaluation(FLOWERS);
    const higher = scores.filter((row) => (row[0] ?? 0) > 0.6).length;
    expect(text.rank).toBe(`the ${ordinal(1 + higher)} highest of 6`);
  });

  it("tells no rank that it does not know, and what Python tells", () => {
    const capped = decode(messageOf(FLOWERS, { cap: 1, about: { hasMetadata: true } }));
    const pair = { item: 3, label: 0, score: 0.6 };
    expect(detailText(capped, pair, 500, undefined).rank).toBe("");
    const told = { scores: [0.6, 0.3, 0.1], rank: 2, metadata: [["camera", "<b>x</b>"]] as const };
    const after = detailText(capped, pair, 500, told);
    expect([after.rank, after.metadata, after.rows.length]).toEqual([
      "the 2nd highest of 6",
      [["camera", "<b>x</b>"]],
      3,
    ]);
  });

  it("leaves out what was not kept", () => {
    const told = { scores: [0.6, null, 0.1], rank: null, metadata: [] };
    const text = detailText(flowers, { item: 3, label: 0, score: 0.6 }, 500, told);
    expect([text.rows.map(({ code }) => code), text.rank]).toEqual([[0, 2], ""]);
  });

  it("tells all true labels, or that there is none", () => {
    const scenes = decode(messageOf(SCENES));
    const of = (item: number) => detailText(scenes, { item, label: 0, score: 0 }, 500, undefined).truth;
    expect([of(0), of(2)]).toEqual([["sea", "sky"], []]);
  });
});

it("Python is asked where scores were not sent, or there is metadata", () => {
  const needs = (options: object) => needsTelling(decode(messageOf(FLOWERS, options)));
  expect([needs({}), needs({ cap: 1 }), needs({ about: { hasMetadata: true } })]).toEqual([false, true, true]);
});

it("ordinals", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1003].map(ordinal)).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
    "101st",
    "111th",
    "1,003rd",
  ]);
});
