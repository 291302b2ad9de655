import { percent } from "../format";
import { listen, type Model } from "../host/listen";
import type { Cell } from "../matrix";
import type { Binding } from "./binding";

const WHY =
  "Each item counts for its top label, whatever its score: so the diagonal may differ from the recall, which asks for " +
  "a score at or above the threshold.";
const WHY_AT =
  "Items whose top score is below the threshold count as “no prediction”. The diagonal may still differ from the " +
  "recall: a label can reach the threshold without being the top one.";

export function bindConfusionMatrix(model: Model): Binding {
  return {
    show({ statistics, matrices, selected, pairs }) {
      const { multilabel } = statistics.about;
      const { size, atThreshold } = selected.matrix;
      const common = {
        multilabel,
        total: statistics.labels,
        size,
        at_threshold: atThreshold,
        picked: selected.cell,
        ready: true,
      };
      if (multilabel) {
        const found = pairs(size, selected.step);
        const failed = found instanceof Error;
        model.set({ ...common, ...(found && !failed ? found : {}), note: failed ? found.message : "", why: "" });
        return;
      }
      const { rows, columns } = matrices.matrix(selected.matrix, selected.step);
      const accuracy = percent(statistics.about.correct, statistics.items);
      model.set({ ...common, rows, columns, why: atThreshold ? WHY_AT : WHY, note: "", accuracy });
    },
    hear(act, signal) {
      listen(model, "change:picked", () => act.select({ cell: model.get("picked") as Cell | null }), signal);
      const options = () =>
        act.select({
          matrix: { size: Number(model.get("size")), atThreshold: Boolean(model.get("at_threshold")) },
          cell: null,
        });
      for (const event of ["change:size", "change:at_threshold"]) listen(model, event, options, signal);
    },
    wait: () => model.set({ rows: [], columns: [], note: "", ready: false }),
  };
}
