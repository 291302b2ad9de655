import { summary } from "../derive/summary";
import { count } from "../format";
import type { Model } from "../host/listen";
import { ALL } from "../selection";
import type { Binding } from "./binding";

export function bindMetricsCard(model: Model): Binding {
  return {
    show({ statistics, selected }) {
      const { about, items } = statistics;
      const all = selected.label === ALL;
      model.set({
        figures: summary(statistics, selected),
        all,
        label: all ? "" : (about.labels[selected.label] ?? ""),
        split: `${about.split} split, ${count(items)} ${items === 1 ? "item" : "items"}`,
        created: about.created,
        multilabel: about.multilabel,
        ready: true,
      });
    },
    hear() {},
  };
}
