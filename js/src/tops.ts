import type { Figures } from "./decode";
import { REMEDY, WireError } from "./errors";
import type { Arrays } from "./wire.gen";

/** Of each item its top label (the first of equals), the highest threshold that its score reaches, and the score. */
export interface Tops {
  readonly top: Uint16Array | Uint32Array;
  readonly top_step: Uint16Array;
  readonly top_score: Float32Array | Float64Array;
}

const STEPS = 1001;

/**
 * Only the tops that are wrong are sent. A right one is the highest-scored of the item's true labels: its score stands
 * in the list of true pairs, and its step follows from its place there and the counts.
 */
export function unfoldTops(figures: Figures, lists: Arrays["lists"]): Tops {
  const { items, labels, tp, positiveStart } = figures;
  const { top_true, positive_item, positive_score } = lists;
  const top = labels > 65_536 ? new Uint32Array(items) : new Uint16Array(items);
  const top_step = new Uint16Array(items);
  const top_score = positive_score instanceof Float32Array ? new Float32Array(items) : new Float64Array(items);
  top_score.fill(-1);
  for (let label = 0; label < labels; label++) {
    const row = label * STEPS;
    const support = tp[row] ?? 0;
    const start = positiveStart[label] ?? 0;
    const end = positiveStart[label + 1] ?? 0;
    let step = 0;
    for (let at = start; at < end; at++) {
      // The pair reaches the next threshold where fewer than those up to and with it are below that.
      while (step < 1000 && support - (tp[row + step + 1] ?? 0) <= at - start) step++;
      const item = positive_item[at] ?? 0;
      const score = positive_score[at] ?? 0;
      if (((top_true[item >> 3] ?? 0) & (1 << (item & 7))) === 0 || score <= (top_score[item] ?? 0)) continue;
      top[item] = label;
      top_step[item] = step;
      top_score[item] = score;
    }
  }
  putWrong(items, lists, { top, top_step, top_score });
  return { top, top_step, top_score };
}

function putWrong(items: number, { top_true, wrong_top, wrong_step, wrong_score }: Arrays["lists"], to: Tops): void {
  let at = 0;
  for (let item = 0; item < items; item++) {
    if ((top_true[item >> 3] ?? 0) & (1 << (item & 7))) continue;
    to.top[item] = wrong_top[at] ?? 0;
    to.top_step[item] = wrong_step[at] ?? 0;
    to.top_score[item] = wrong_score[at] ?? 0;
    at++;
  }
  if (at !== wrong_top.length) {
    throw new WireError(`field wrong_top: expected ${at} entries, got ${wrong_top.length}. ${REMEDY}`);
  }
}
