import { firstExact } from "../derive/absence";
import { countsAt } from "../derive/counts";
import { operatingPoint, picks, precisionRecallCurve, rocCurve } from "../derive/curves";
import { decimal, percent, thresholdText } from "../format";
import { listen, type Model } from "../host/listen";
import { ALL } from "../selection";
import type { EarlyBinding, EarlyScene } from "./binding";

type Member = "head" | "curve" | "all" | "pick" | "x" | "y";

const KINDS = {
  pr: { x: "recall", y: "precision", curve: precisionRecallCurve, axes: ["Recall", "Precision"] },
  roc: { x: "fpr", y: "recall", curve: rocCurve, axes: ["False positive rate", "True positive rate (recall)"] },
} as const;

const NOWHERE = { x: new Float64Array(), y: new Float64Array() };

function kindOf(model: Model): keyof typeof KINDS {
  return model.get("kind") === "roc" ? "roc" : "pr";
}

/** The curve in words, for those who do not see it. */
function words(scene: EarlyScene, kind: keyof typeof KINDS, area: string): string {
  const { tp, fp, fn, tn } = countsAt(scene.statistics, scene.selected);
  const at = `At threshold ${thresholdText(scene.selected.step)}:`;
  const use = "Move the threshold slider to move along it.";
  if (kind === "roc") {
    const point = `true positive rate ${percent(tp, tp + fn)}, false positive rate ${percent(fp, fp + tn)}.`;
    return `ROC curve, area ${area}. ${at} ${point} ${use}`;
  }
  const point = `precision ${percent(tp, tp + fp)}, recall ${percent(tp, tp + fn)}.`;
  return `Precision-recall curve, average precision ${area}. ${at} ${point} ${use}`;
}

function areaOf({ statistics, selected }: EarlyScene, kind: keyof typeof KINDS): string {
  const { about, arrays } = statistics;
  if (kind === "roc") return decimal(selected.label === ALL ? about.rocAuc : arrays.roc_auc[selected.label]);
  return decimal(selected.label === ALL ? about.averagePrecision : arrays.average_precision[selected.label]);
}

/** From where on the curve is drawn, where scores are absent. */
function noteOf(statistics: EarlyScene["statistics"]): string {
  const { absence } = statistics.about;
  return absence ? `From threshold ${thresholdText(firstExact(statistics))} on: ${absence.given}.` : "";
}

/** Where on the curve the threshold is; nowhere, where a rate has no value. */
function pointOf({ statistics, selected }: EarlyScene, kind: keyof typeof KINDS): [number, number][] {
  const at = operatingPoint(statistics, selected.label, selected.step);
  const [x, y] = [at[KINDS[kind].x], at[KINDS[kind].y]];
  return Number.isNaN(x) || Number.isNaN(y) ? [] : [[x, y]];
}

export function bindPrecisionRecallPlot(members: Record<Member, Model>): EarlyBinding {
  const { head, curve, all, pick, x, y } = members;
  let drawn = "";
  let steps: readonly number[] = [];

  function draw({ statistics, selected }: EarlyScene): void {
    const kind = KINDS[kindOf(head)];
    const key = `${kindOf(head)} ${selected.split} ${selected.label}`;
    if (key === drawn) return;
    drawn = key;
    const toPick = picks(statistics, selected.label, kind.x, kind.y);
    steps = toPick.steps;
    curve.set({ ...kind.curve(statistics, selected.label) });
    all.set(selected.label === ALL ? NOWHERE : { ...kind.curve(statistics, ALL) });
    pick.set({ x: toPick.x, y: toPick.y, selected: null });
    x.set({ label: kind.axes[0] });
    y.set({ label: kind.axes[1] });
  }

  return {
    needs: "figures",
    show(scene) {
      draw(scene);
      const kind = kindOf(head);
      const area = areaOf(scene, kind);
      const compared = scene.selected.label !== ALL;
      const point = pointOf(scene, kind);
      head.set({ area, compared, point, words: words(scene, kind, area), note: noteOf(scene.statistics), ready: true });
    },
    hear(act, signal) {
      listen(head, "change:kind", () => act.refresh(), signal);
      const picked = () => {
        const at = (pick.get("selected") as ArrayLike<number> | null)?.[0];
        const step = at === undefined ? undefined : steps[at];
        if (step === undefined) return;
        pick.set({ selected: null });
        act.select({ step });
      };
      listen(pick, "change:selected", picked, signal);
    },
    wait() {
      drawn = "";
      for (const mark of [curve, all, pick]) mark.set(NOWHERE);
      head.set({ area: "", point: [], words: "", ready: false });
    },
  };
}
