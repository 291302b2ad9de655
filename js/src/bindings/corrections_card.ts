import { correctionRows, csvText, without } from "../derive/corrections";
import { countsAt } from "../derive/counts";
import { compared, countsIf, type Plan, planOf } from "../derive/if_corrected";
import { correctedText } from "../derive/sentences";
import { listen, type Model } from "../host/listen";
import { ALL } from "../selection";
import type { Act, Binding, Scene } from "./binding";

/** The figures now and if all is right, or why they are not there. */
function outcome(scene: Scene, plan: Plan): Record<string, unknown> {
  const { statistics, rankings, selected } = scene;
  const { label, step } = selected;
  const left = plan.unfit > 0 ? correctedText(plan.unfit) : "";
  if (plan.changes.length === 0) return { figures: [], note: left, asking: false };
  const then = countsIf(statistics, rankings, plan, label, step) ?? scene.corrected(plan.fit);
  if (then === undefined) return { figures: [], note: left, asking: true };
  if (then instanceof Error)
    return { figures: [], note: `It takes the kernel to tell: ${then.message}.`, asking: false };
  return { figures: compared(countsAt(statistics, { label, step }), then), note: left, asking: false };
}

export function bindCorrectionsCard(model: Model): Binding {
  let known: { statistics: unknown; corrections: unknown; plan: Plan } | undefined;

  /** Another slider step changes neither what was said nor what it comes to. */
  function planFor({ statistics, selected: { corrections } }: Scene): Plan {
    if (known?.statistics !== statistics || known.corrections !== corrections) {
      known = { statistics, corrections, plan: planOf(statistics, corrections) };
      model.set({ rows: correctionRows(corrections), csv: csvText(corrections) });
    }
    return known.plan;
  }

  function remove(act: Act): void {
    const removed = model.get("removed") as { id: string } | null;
    if (removed) act.correct((corrections) => without(corrections, removed.id));
  }

  return {
    show(scene) {
      const { statistics, selected } = scene;
      model.set({
        label: selected.label === ALL ? "" : (statistics.about.labels[selected.label] ?? ""),
        can_undo: scene.canUndo,
        ...outcome(scene, planFor(scene)),
        ready: true,
      });
    },
    hear(act, signal) {
      listen(model, "change:undone", () => act.undo(), signal);
      listen(model, "change:removed", () => remove(act), signal);
    },
    wait: () => model.set({ figures: [], ready: false }),
  };
}
