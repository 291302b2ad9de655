import { listen, type Model } from "../host/listen";
import { stepOf } from "../selection";
import type { Binding } from "./binding";

export function bindThresholdSlider(model: Model): Binding {
  return {
    show({ selected }) {
      model.set({ threshold: selected.step / 1000, ready: true });
    },
    hear(act, signal) {
      const moved = () => {
        act.select({ step: stepOf(Number(model.get("threshold"))) });
        // Beside the grid, but no other step: nobody is told, and the slider itself still has to snap.
        act.refresh();
      };
      listen(model, "change:threshold", moved, signal);
    },
  };
}
