import { type ConfusedPair, confusedPairs, confusedRows } from "../derive/confused_pairs";
import { listen, type Model } from "../host/listen";
import type { Cell } from "../matrix";
import type { Binding, Scene } from "./binding";

const NONE: ConfusedPair[] = [];

export function bindConfusedPairs(model: Model): Binding {
  let known: { statistics: unknown; step: number | null; pairs: ConfusedPair[] } | undefined;
  let drawn: { pairs: ConfusedPair[]; most: number } | undefined;

  /** Counted again only when something that they depend on has changed. */
  function pairsOf({ statistics, selected }: Scene): ConfusedPair[] {
    const step = selected.matrix.atThreshold ? selected.step : null;
    if (known?.statistics !== statistics || known.step !== step) {
      known = { statistics, step, pairs: confusedPairs(statistics, step) };
    }
    return known.pairs;
  }

  return {
    show(scene) {
      const { statistics, selected } = scene;
      const { multilabel } = statistics.about;
      const pairs = multilabel ? NONE : pairsOf(scene);
      const most = Math.max(1, Number(model.get("most")));
      // While nothing in them changes, the rows are not set again.
      if (drawn?.pairs !== pairs || drawn.most !== most)
        model.set({ rows: confusedRows(statistics, pairs.slice(0, most)) });
      drawn = { pairs, most };
      model.set({
        total: pairs.length,
        multilabel,
        at_threshold: selected.matrix.atThreshold,
        picked: selected.cell,
        ready: true,
      });
    },
    hear(act, signal) {
      listen(model, "change:picked", () => act.select({ cell: model.get("picked") as Cell | null }), signal);
      listen(model, "change:most", () => act.refresh(), signal);
    },
    wait() {
      drawn = undefined;
      model.set({ rows: [], ready: false });
    },
  };
}
