import { type CardText, cardText, cellCardText } from "../derive/cards";
import { imageCount } from "../derive/confusion";
import type { Pair, Stretch, Verdict } from "../derive/ranked";
import { cellSentence, emptyText, gridSentence, pagerText, type Sentence } from "../derive/sentences";
import { listen, type Model } from "../host/listen";
import type { Binding, Scene } from "./binding";

const PAGE = 6;

/** What a grid shows: a ranked list, a page at a time, and its texts. */
interface Source {
  /** Something else is listed when this changes: the first page is shown then. */
  readonly key: string;
  readonly total: number;
  readonly sentence: Sentence;
  readonly empty: string;
  pairs(offset: number): Stretch | Error | undefined;
  card(pair: Pair): CardText;
}

/** A picture's state on a card: its address, or a problem, or neither while it is on its way. */
function cards(scene: Scene, source: Source, pairs: readonly Pair[]) {
  return pairs.map((pair) => ({
    ...source.card(pair),
    src: scene.picture(pair.item)?.src ?? "",
    problem: scene.picture(pair.item)?.problem ?? "",
  }));
}

function pairsOf(got: Stretch | Error | undefined): readonly Pair[] {
  return got instanceof Error || got === undefined ? [] : got.pairs;
}

function bindGrid(model: Model, sourceOf: (scene: Scene) => Source): Binding {
  let key = "";
  let shown: number[] = [];
  let next: number[] = [];

  function page(source: Source): number {
    if (key !== source.key) model.set({ page: 0 });
    key = source.key;
    return Math.min(Math.max(0, Number(model.get("page"))), Math.max(0, Math.ceil(source.total / PAGE) - 1));
  }

  return {
    show(scene) {
      const source = sourceOf(scene);
      const { total } = source;
      const at = page(source);
      const got = source.pairs(at * PAGE);
      shown = pairsOf(got).map(({ item }) => item);
      next = pairsOf((at + 1) * PAGE < total ? source.pairs((at + 1) * PAGE) : undefined).map(({ item }) => item);
      const size = Math.min(PAGE, total - at * PAGE);
      model.set({
        page: at,
        pages: Math.ceil(total / PAGE),
        total,
        cards: cards(scene, source, pairsOf(got)),
        waiting: got === undefined ? size : 0,
        sentence: source.sentence,
        message:
          got instanceof Error ? `The rest of this list is not here: ${got.message}.` : total ? "" : source.empty,
        pager: pagerText(at * PAGE, size, total),
        pictured: scene.statistics.about.hasImages,
        ready: true,
      });
    },
    hear(act, signal) {
      listen(model, "change:page", () => act.refresh(), signal);
    },
    pictures: () => ({ shown, next }),
  };
}

/** The pairs of a verdict: those here, else those that Python sends for the page. */
function verdictSource(scene: Scene, verdict: Verdict): Source {
  const { statistics, rankings, selected } = scene;
  const { label, step } = selected;
  const { total } = rankings.stretch(verdict, label, step, 0, 0);
  return {
    key: String(label),
    total,
    sentence: gridSentence(verdict, label, statistics.about.labels[label] ?? ""),
    empty: emptyText(verdict),
    pairs(offset) {
      const here = rankings.stretch(verdict, label, step, offset, PAGE);
      return here.complete ? here : scene.late(verdict, label, step, offset, PAGE);
    },
    card: (pair) => cardText(statistics, verdict, label, pair, step),
  };
}

/** The images of the selected cell of the matrix; nothing where none is selected. */
function cellSource(scene: Scene): Source {
  const { statistics, matrices, selected } = scene;
  const { cell, matrix, step } = selected;
  const items = cell ? matrices.items(matrix, cell, step) : [];
  const { top, top_score } = statistics.arrays;
  const pairs = items.map((item) => ({ item, label: top[item] ?? 0, score: top_score[item] ?? 0 }));
  return {
    key: JSON.stringify(cell),
    total: items.length,
    sentence: cell ? cellSentence(statistics, cell, imageCount(items.length)) : { before: "", name: "", after: "" },
    empty: "No image: at this threshold the cell is empty.",
    pairs: (offset) => ({ total: items.length, pairs: pairs.slice(offset, offset + PAGE), complete: true }),
    card: (pair) => cellCardText(statistics, pair),
  };
}

export function bindImageGrid(verdict: Verdict, model: Model): Binding {
  return bindGrid(model, (scene) => verdictSource(scene, verdict));
}

/** The grid below the matrix: hidden until a cell is selected, with a way back. */
export function bindCellGrid(model: Model): Binding {
  const grid = bindGrid(model, cellSource);
  return {
    ...grid,
    show(scene) {
      model.set({ opened: scene.selected.cell !== null });
      grid.show(scene);
    },
    hear(act, signal) {
      grid.hear(act, signal);
      listen(model, "change:opened", () => model.get("opened") || act.select({ cell: null }), signal);
    },
  };
}
