import { insteadText, splitChoices } from "../derive/splits";
import { listen, type Model } from "../host/listen";
import type { EarlyBinding } from "./binding";

export function bindSplitSelector(model: Model): EarlyBinding {
  return {
    needs: "figures",
    show({ statistics, selected }) {
      const { about } = statistics;
      model.set({ choices: splitChoices(about), picked: selected.split, note: insteadText(about), ready: true });
    },
    hear(act, signal) {
      listen(model, "change:picked", () => act.select({ split: String(model.get("picked")) }), signal);
    },
    // What there is to choose from does not change while a split is on its way.
    wait() {},
  };
}
