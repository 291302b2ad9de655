// @vitest-environment node

import { describe, expect, it } from "vitest";
import { bindLabelTable } from "../../src/bindings/label_table";
import { bindMetricsCard } from "../../src/bindings/metrics_card";
import { bindPrecisionRecallPlot } from "../../src/bindings/precision_recall_plot";
import { bindThresholdPlot } from "../../src/bindings/threshold_plot";
import { absenceNote, barsNote, firstExact, isBound, marked, notAvailable } from "../../src/derive/absence";
import { cardText } from "../../src/derive/cards";
import { precisionRecallCurve, thresholdCurve } from "../../src/derive/curves";
import { detailText } from "../../src/derive/detail";
import { histogram, stepsOf } from "../../src/derive/histogram";
import { labelRows } from "../../src/derive/label_rows";
import { summary } from "../../src/derive/summary";
import { DASH } from "../../src/format";
import { ALL, START } from "../../src/selection";
import { FLOWERS } from "../fakes/cases";
import { FakeModel } from "../fakes/model";
import { sceneFrom, sceneOf } from "../fakes/scene";
import { goldens, statisticsIn } from "../golden";

const KEPT = goldens().find(({ name }) => name === "kept");
if (!KEPT) throw new Error("there is no golden file of kept scores");
const statistics = await statisticsIn(KEPT);
const STEP = statistics.about.absence?.step ?? 0;
const WHOLE = sceneOf(FLOWERS).statistics;

function members<Name extends string>(...names: Name[]): Record<Name, FakeModel> {
  return Object.fromEntries(names.map((name) => [name, new FakeModel()])) as Record<Name, FakeModel>;
}

describe("scores that were not given", () => {
  it("are told from the message, and are none where all were given", () => {
    expect(statistics.about.absence).toMatchObject({ given: "only the top 2 scores of each image were given" });
    expect(STEP).toBeGreaterThan(400);
    expect(WHOLE.about.absence).toBeNull();
  });

  it("are told in words", () => {
    expect(absenceNote(statistics, 900)).toMatch(/^Only the top 2 scores of each image were given\. Numbers that need/);
    expect(notAvailable(statistics)).toBe("Not available: only the top 2 scores of each image were given.");
    expect(barsNote(statistics)).toBe("No bars up to 0.472: only the top 2 scores of each image were given.");
    expect([notAvailable(WHOLE), absenceNote(WHOLE, 500), barsNote(WHOLE)]).toEqual(["", "", ""]);
  });

  it("make bounds of counts up to the step that one can reach, but not at 0", () => {
    expect([0, 1, STEP, STEP + 1, 1000].map((step) => isBound(statistics, step))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([0, 1, 1000].some((step) => isBound(WHOLE, step))).toBe(false);
    expect([firstExact(statistics), firstExact(WHOLE)]).toEqual([STEP + 1, 0]);
    const texts = (["tp", "fn", "f1"] as const).map((figure) => marked(statistics, STEP, figure, "7"));
    expect(texts).toEqual(["≥ 7", "≤ 7", "≈ 7"]);
    expect(marked(statistics, STEP, "recall", DASH)).toBe(DASH);
    expect(marked(statistics, STEP + 1, "tp", "7")).toBe("7");
  });

  it("leave figures of the card out, with the reason, and mark others", () => {
    const at = (step: number) =>
      Object.fromEntries(summary(statistics, { ...START, step }).map((one) => [one.key, one]));
    expect(at(STEP + 1).auprc).toEqual({ key: "auprc", text: DASH, reason: notAvailable(statistics) });
    expect(at(STEP + 1).tp?.text).toMatch(/^\d/);
    expect(at(STEP).tp?.text).toMatch(/^≥ \d/);
    expect(at(STEP).tp?.reason).toContain("not given");
    expect(at(STEP).accuracy).toEqual(at(STEP + 1).accuracy);
  });

  it("mark the numbers in the list of labels", () => {
    const values = labelRows(statistics, "", "recall", STEP).map(({ value }) => value);
    expect(values.every((value) => value.startsWith("≥ ") || value === DASH)).toBe(true);
    expect(labelRows(statistics, "", "ap", STEP).some(({ value }) => value === DASH)).toBe(true);
  });

  it("leave curves out where they could change them", () => {
    const { x } = thresholdCurve(statistics, ALL, "recall");
    expect(Math.min(...x)).toBe((STEP + 1) / 1000);
    const recall = precisionRecallCurve(statistics, ALL).x;
    const all = precisionRecallCurve({ ...statistics, about: { ...statistics.about, absence: null } }, ALL).x;
    expect(Math.max(...recall)).toBeLessThan(Math.max(...all));
  });

  it("leave bars of the histogram empty where they could lie", () => {
    const { truths, others } = histogram(statistics, ALL);
    for (const bars of [truths, others]) {
      bars.forEach(({ text, count }, bar) => {
        const known = stepsOf(bar).from > STEP;
        expect([text === DASH, known || count === 0]).toEqual([!known, true]);
      });
    }
  });

  it("are no numbers on a card, nor close to the picture", () => {
    const pair = { item: 0, label: 0, score: -1 };
    expect(cardText(statistics, "fn", ALL, pair, 500).score).toBe("not given");
    const told = { scores: [-1, 0.4, -1, 0.2, -1, -1], rank: null, metadata: [] };
    const { rows, rank, score } = detailText(statistics, pair, 500, told);
    expect(rows.map(({ code }) => code)).toEqual([1, 3]);
    expect([rank, score]).toEqual(["", "not given"]);
  });
});

describe("the parts say what is absent", () => {
  const scene = sceneFrom(statistics, { step: STEP });

  it("on the card and in the table", () => {
    for (const bind of [bindMetricsCard, bindLabelTable]) {
      const model = new FakeModel({ column: "f1", reversed: false, first: 0, fit: 12 });
      bind(model).show(scene);
      expect(model.get("note")).toBe(absenceNote(statistics, STEP));
      bind(model).show(sceneOf(FLOWERS));
      expect(model.get("note")).toBe("");
    }
  });

  it("beside the plots, which have no point where it is not known", () => {
    const curve = members("head", "curve", "all", "pick", "x", "y");
    bindPrecisionRecallPlot(curve).show(scene);
    expect(curve.head.get("note")).toContain("only the top 2 scores of each image were given");
    expect(curve.head.get("point")).toEqual([]);
    const rates = members("head", "precision", "recall", "f1", "fpr", "pick");
    bindThresholdPlot(rates).show(scene);
    expect(rates.head.get("note")).toBe(absenceNote(statistics, STEP));
    expect(rates.head.get("points")).toEqual([]);
  });
});
