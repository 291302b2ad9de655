import { splitText } from "../derive/splits";
import { summary } from "../derive/summary";
import { thresholdText } from "../format";
import type { Model } from "../host/listen";
import { ALL } from "../selection";
import type { EarlyBinding } from "./binding";

/** The view's heading, and the one sentence that a screen reader hears after a change. */
export function bindHeader(model: Model): EarlyBinding {
  return {
    needs: "figures",
    show({ statistics, selected, arrived, lost }) {
      const { about } = statistics;
      const figures = new Map(summary(statistics, selected).map(({ key, text }) => [key, text]));
      const label = selected.label === ALL ? "All labels" : (about.labels[selected.label] ?? "");
      const from = about.splits.length > 1 ? `${splitText(statistics)}. ` : "";
      const said = `${from}${label} at confidence ${thresholdText(selected.step)}: `;
      const numbers = `precision ${figures.get("precision")}, recall ${figures.get("recall")}.`;
      model.set({ name: about.name, kind: about.kind, said: said + numbers, arrived, lost, ready: true });
    },
    hear() {},
  };
}
