import type { Model } from "../host/listen";
import { ROLES, type Role } from "../wire.gen";
import type { AnyBinding } from "./binding";
import { bindConfusedPairs } from "./confused_pairs";
import { bindConfusionMatrix } from "./confusion_matrix";
import { bindCorrectionsCard } from "./corrections_card";
import { bindHeader } from "./header";
import { bindCellGrid, bindImageGrid } from "./image_grid";
import { bindLabelSelector } from "./label_selector";
import { bindLabelTable } from "./label_table";
import { bindMetricsCard } from "./metrics_card";
import { bindPrecisionRecallPlot } from "./precision_recall_plot";
import { bindScoreHistogram } from "./score_histogram";
import { bindSplitSelector } from "./split_selector";
import { bindThresholdPlot } from "./threshold_plot";
import { bindThresholdSlider } from "./threshold_slider";

/** The widgets of a part by member. */
export type Members<R extends Role> = Record<(typeof ROLES)[R][number], Model>;

const BINDINGS: { [R in Role]: (members: Members<R>) => AnyBinding } = {
  header: ({ it }) => bindHeader(it),
  split: ({ it }) => bindSplitSelector(it),
  slider: ({ it }) => bindThresholdSlider(it),
  labels: ({ it }) => bindLabelSelector(it),
  metrics: ({ it }) => bindMetricsCard(it),
  pr: bindPrecisionRecallPlot,
  threshold: bindThresholdPlot,
  matrix: ({ it }) => bindConfusionMatrix(it),
  table: ({ it }) => bindLabelTable(it),
  grid_tp: (members) => bindImageGrid("tp", members),
  grid_fn: (members) => bindImageGrid("fn", members),
  grid_fp: (members) => bindImageGrid("fp", members),
  grid_cell: bindCellGrid,
  confused: ({ it }) => bindConfusedPairs(it),
  histogram: bindScoreHistogram,
  corrections: ({ it }) => bindCorrectionsCard(it),
};

/** The part that a reference belongs to: "pr#2" of "pr#2.curve". */
export function partOf(reference: string): string {
  return reference.split(".", 1)[0] ?? reference;
}

function roleOf(part: string): Role {
  const role = part.split("#", 1)[0] ?? part;
  if (!Object.hasOwn(ROLES, role)) throw new Error(`no part plays the role ${role}`);
  return role as Role;
}

/** The references of a part, in the order of its members; an error where one is missing. */
export function referencesOf(part: string, roles: Record<string, string>): string[] {
  return ROLES[roleOf(part)].map((member) => {
    const reference = roles[`${part}.${member}`];
    if (!reference) throw new Error(`the part ${part} has no ${member}`);
    return reference;
  });
}

/** The binding of a part, given its widgets in the order of its members. */
export function bind(part: string, models: readonly Model[]): AnyBinding {
  const role = roleOf(part);
  const members = Object.fromEntries(ROLES[role].map((member, at) => [member, models[at]]));
  const binding = (BINDINGS[role] as (members: unknown) => AnyBinding)(members);
  return { ...ofTemplate(models[0]), ...binding };
}

/** What the first member of any part, its template, is asked and told. */
function ofTemplate(template: Model | undefined): Pick<AnyBinding, "wait" | "seen"> {
  return {
    // It shows a skeleton until it is ready.
    wait: () => template?.set({ ready: false }),
    seen: () => Number(template?.get("on_screen") ?? 1) > 0,
  };
}
