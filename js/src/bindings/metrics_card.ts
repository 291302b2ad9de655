import { absenceNote } from "../derive/absence";
import { splitText } from "../derive/splits";
import { summary } from "../derive/summary";
import type { Model } from "../host/listen";
import { ALL } from "../selection";
import type { EarlyBinding } from "./binding";

export function bindMetricsCard(model: Model): EarlyBinding {
  return {
    needs: "figures",
    show({ statistics, selected }) {
      const { about } = statistics;
      const all = selected.label === ALL;
      model.set({
        figures: summary(statistics, selected),
        all,
        label: all ? "" : (about.labels[selected.label] ?? ""),
        split: splitText(statistics),
        created: about.created,
        multilabel: about.multilabel,
        note: absenceNote(statistics, selected.step),
        ready: true,
      });
    },
    hear() {},
    wait: () => model.set({ figures: [], split: "", ready: false }),
  };
}
