import { listen, type Model } from "../host/listen";
import { stepOf } from "../selection";
import type { EarlyBinding } from "./binding";

export function bindThresholdSlider(model: Model): EarlyBinding {
  return {
    needs: "figures",
    show({ selected }) {
      model.set({ threshold: selected.step / 1000, ready: true });
    },
    hear(act, signal) {
      listen(model, "change:threshold", () => act.select({ step: stepOf(Number(model.get("threshold"))) }), signal);
    },
  };
}
