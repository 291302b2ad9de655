import type { Statistics } from "../decode";
import { barsNote } from "../derive/absence";
import { cardText } from "../derive/cards";
import { imageCount } from "../derive/confusion";
import { type Histogram, histogram, rangeText, stepsOf } from "../derive/histogram";
import { choices } from "../derive/orders";
import { barSentence } from "../derive/sentences";
import { thresholdText } from "../format";
import { listen, type Model } from "../host/listen";
import { ALL } from "../selection";
import type { Binding, Scene } from "./binding";
import { type Look, pairsOf, type Shelf, type Source } from "./grid_sources";
import { bindGrid } from "./image_grid";

interface Picked {
  readonly truths: boolean;
  readonly bar: number;
}

type Members = Record<"it" | "grid" | "detail" | "verdicts", Model>;

const ORDERS = choices("confident", "unsure", "confused", "id");
const NOTHING: Shelf = { total: 0, pairs: () => [], find: () => -1 };

/** The images of a bar: those here, else those that Python sends for the page. */
function shelfOf(scene: Scene, { truths, bar }: Picked, { order, query, size }: Look): Shelf | Error | undefined {
  if (order === "boundary") return NOTHING;
  const { label } = scene.selected;
  const { from, to } = stepsOf(bar);
  const here = scene.listings.range(truths, label, from, to, order, scene.find(query).sought);
  if (here) return here;
  const late = (offset: number, count: number) =>
    scene.scored({ truths, label, from, to, offset, size: count, order, search: query.trim() });
  const first = late(0, size);
  if (first === undefined || first instanceof Error) return first;
  return { total: first.total, pairs: (offset, count) => pairsOf(late(offset, count)), find: () => -1 };
}

function sourceOf(scene: Scene, picked: Picked | null): Source {
  const { statistics, rankings, selected } = scene;
  const { label, step } = selected;
  const name = statistics.about.labels[label] ?? "";
  const { from, to } = stepsOf(picked?.bar ?? 0);
  const total = picked ? rankings.count(picked.truths, label, from, to) : 0;
  return {
    key: JSON.stringify([selected.split, label, picked]),
    sentence: picked
      ? barSentence(picked.truths, label === ALL ? "" : name, imageCount(total), rangeText(picked.bar))
      : { before: "", name: "", after: "" },
    empty: "No image has a score in this range.",
    choices: ORDERS,
    shelf: (look) => (picked ? shelfOf(scene, picked, look) : NOTHING),
    card: (pair) => cardText(statistics, picked?.truths ? "fn" : "fp", label, pair, step),
  };
}

export function bindScoreHistogram({ it: model, grid: images, detail, verdicts }: Members): Binding {
  let known: { readonly statistics: Statistics; readonly label: number; readonly made: Histogram } | undefined;

  /** The same bars while the slider moves: they depend on the label alone. */
  function bars({ statistics, selected: { label } }: Scene): Histogram {
    if (known?.statistics !== statistics || known.label !== label) {
      known = { statistics, label, made: histogram(statistics, label) };
    }
    return known.made;
  }

  const picked = () => model.get("picked") as Picked | null;
  const grid = bindGrid({ it: images, detail, verdicts }, (scene) => sourceOf(scene, picked()));
  return {
    show(scene) {
      const { statistics, selected } = scene;
      model.set({
        ...bars(scene),
        label: selected.label === ALL ? "" : (statistics.about.labels[selected.label] ?? ""),
        threshold: selected.step / 1000,
        note: barsNote(statistics),
        threshold_text: thresholdText(selected.step),
        ready: true,
      });
      images.set({ opened: picked() !== null });
      grid.show(scene);
      if (picked() === null) detail.set({ opened: false });
    },
    hear(act, signal) {
      grid.hear(act, signal);
      for (const event of ["change:picked", "change:on_screen"]) listen(model, event, () => act.refresh(), signal);
      listen(images, "change:opened", () => images.get("opened") || model.set({ picked: null }), signal);
    },
    seen: () => Number(model.get("on_screen") ?? 1) > 0 || picked() !== null,
    pictures: () => grid.pictures?.() ?? { shown: [], next: [] },
    wait: () => model.set({ ready: false }),
  };
}
