import { absenceNote, marked } from "../derive/absence";
import { countsAt } from "../derive/counts";
import { operatingPoint, type Rate, thresholdCurve } from "../derive/curves";
import { percent, thresholdText } from "../format";
import { listen, type Model } from "../host/listen";
import type { EarlyBinding, EarlyScene } from "./binding";

const RATES: readonly Rate[] = ["precision", "recall", "f1", "fpr"];
const NAMES: Record<Rate, string> = { precision: "precision", recall: "recall", f1: "F1", fpr: "false positive rate" };

const NOWHERE = { x: new Float64Array(), y: new Float64Array() };

type Member = "head" | Rate | "line" | "points" | "pick";

/** The rates at the threshold as texts, for the legend. */
function texts(scene: EarlyScene): Record<Rate, string> {
  const { tp, fp, fn, tn } = countsAt(scene.statistics, scene.selected);
  const at = (rate: Rate, text: string) => marked(scene.statistics, scene.selected.step, rate, text);
  return {
    precision: at("precision", percent(tp, tp + fp)),
    recall: at("recall", percent(tp, tp + fn)),
    f1: at("f1", percent(2 * tp, 2 * tp + fp + fn)),
    fpr: at("fpr", percent(fp, fp + tn)),
  };
}

export function bindThresholdPlot(members: Record<Member, Model>): EarlyBinding {
  const { head, line, points, pick } = members;
  let drawn = "";

  function mark({ statistics, selected }: EarlyScene): void {
    const { label, step } = selected;
    const at = operatingPoint(statistics, label, step);
    const values = RATES.map((rate) => at[rate]).filter((value) => !Number.isNaN(value));
    const threshold = step / 1000;
    line.set({ x: Float64Array.of(threshold, threshold), y: Float64Array.of(0, 1) });
    points.set({ x: Float64Array.from(values, () => threshold), y: Float64Array.from(values) });
  }

  return {
    needs: "figures",
    show(scene) {
      const { statistics, selected } = scene;
      const key = `${selected.split} ${selected.label}`;
      if (drawn !== key) {
        drawn = key;
        for (const rate of RATES) members[rate].set({ ...thresholdCurve(statistics, selected.label, rate) });
      }
      mark(scene);
      const legend = texts(scene);
      const said = RATES.map((rate) => `${NAMES[rate]} ${legend[rate]}`).join(", ");
      const at = thresholdText(selected.step);
      const words = `Rates against the threshold. At ${at}: ${said}. Move the threshold slider to move along them.`;
      head.set({ legend, at, words, note: absenceNote(statistics, selected.step), ready: true });
    },
    hear(act, signal) {
      const picked = () => {
        const at = (pick.get("selected") as ArrayLike<number> | null)?.[0];
        if (at === undefined) return;
        pick.set({ selected: null });
        act.select({ step: at * 10 });
      };
      listen(pick, "change:selected", picked, signal);
    },
    wait() {
      drawn = "";
      for (const mark of [points, ...RATES.map((rate) => members[rate])]) mark.set(NOWHERE);
      head.set({ legend: {}, words: "", ready: false });
    },
  };
}
