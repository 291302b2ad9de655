import { listen, type Model } from "../host/listen";
import { stepOf } from "../selection";
import type { Binding } from "./binding";

export function bindThresholdSlider(model: Model): Binding {
  return {
    show({ selected }) {
      model.set({ threshold: selected.step / 1000, ready: true });
    },
    hear(act, signal) {
      listen(model, "change:threshold", () => act.select({ step: stepOf(Number(model.get("threshold"))) }), signal);
    },
  };
}
