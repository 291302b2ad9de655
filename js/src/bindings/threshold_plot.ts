import { absenceNote, marked } from "../derive/absence";
import { countsAt } from "../derive/counts";
import { operatingPoint, type Rate, thresholdCurve } from "../derive/curves";
import { percent, thresholdText } from "../format";
import { listen, type Model } from "../host/listen";
import type { EarlyBinding, EarlyScene } from "./binding";

const RATES: readonly Rate[] = ["precision", "recall", "f1", "fpr"];
const NAMES: Record<Rate, string> = { precision: "precision", recall: "recall", f1: "F1", fpr: "false positive rate" };

const NOWHERE = { x: new Float64Array(), y: new Float64Array() };

type Member = "head" | Rate | "pick";

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

/** The rates that are defined at the threshold: each has a point on its curve. */
function pointsOf({ statistics, selected }: EarlyScene): [Rate, number][] {
  const at = operatingPoint(statistics, selected.label, selected.step);
  return RATES.filter((rate) => !Number.isNaN(at[rate])).map((rate) => [rate, at[rate]]);
}

export function bindThresholdPlot(members: Record<Member, Model>): EarlyBinding {
  const { head, pick } = members;
  let drawn = "";

  return {
    needs: "figures",
    show(scene) {
      const { statistics, selected } = scene;
      const key = `${selected.split} ${selected.label}`;
      if (drawn !== key) {
        drawn = key;
        for (const rate of RATES) members[rate].set({ ...thresholdCurve(statistics, selected.label, rate) });
      }
      const legend = texts(scene);
      const said = RATES.map((rate) => `${NAMES[rate]} ${legend[rate]}`).join(", ");
      const at = thresholdText(selected.step);
      const words = `Rates against the threshold. At ${at}: ${said}. Move the threshold slider to move along them.`;
      const note = absenceNote(statistics, selected.step);
      head.set({ legend, at: selected.step / 1000, points: pointsOf(scene), words, note, ready: true });
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
      for (const rate of RATES) members[rate].set(NOWHERE);
      head.set({ legend: {}, words: "", ready: false });
    },
  };
}
