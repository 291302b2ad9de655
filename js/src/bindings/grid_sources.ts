import { type CardText, cardText, cellCardText } from "../derive/cards";
import { imageCount } from "../derive/confusion";
import { type Listed, listOf } from "../derive/listing";
import { type Choice, choices, type Order, sortedBy } from "../derive/orders";
import type { Pair, Stretch, Verdict } from "../derive/ranked";
import { cellSentence, emptyText, gridSentence, type Sentence } from "../derive/sentences";
import type { Scene } from "./binding";

/** How a person looks at a grid. */
export interface Look {
  readonly size: number;
  readonly order: Order;
  readonly query: string;
}

/** A list whose pages may still be on their way from Python, or can not be had. */
export interface Shelf {
  readonly total: number;
  pairs(offset: number, size: number): readonly Pair[] | Error | undefined;
  /** Where a pair stands, or -1, also where that is not known. */
  find(pair: Pick<Pair, "item" | "label">): number;
}

/** What a grid shows: a list, and its texts. */
export interface Source {
  /** Something else is listed when this changes: the first page is shown then. */
  readonly key: string;
  readonly sentence: Sentence;
  readonly empty: string;
  readonly choices: readonly Choice[];
  shelf(look: Look): Shelf | Error | undefined;
  card(pair: Pair): CardText;
}

const VERDICT_ORDERS = choices("boundary", "confident", "unsure", "confused", "id");
const CELL_ORDERS = choices("confident", "unsure", "confused", "id");
const CELL_ORDERS_AT = choices("confident", "boundary", "unsure", "confused", "id");

export function pairsOf(stretch: Stretch | Error | undefined): readonly Pair[] | Error | undefined {
  return stretch instanceof Error || stretch === undefined ? stretch : stretch.pairs;
}

/** The pairs of a verdict, nearest the threshold first: those here, else those that Python sends for the page. */
function nearest(scene: Scene, verdict: Verdict): Shelf {
  const { rankings, listings, selected } = scene;
  const { label, step } = selected;
  return {
    total: rankings.stretch(verdict, label, step, 0, 0).total,
    pairs(offset, size) {
      const here = rankings.stretch(verdict, label, step, offset, size);
      return here.complete ? here.pairs : pairsOf(scene.late(verdict, label, step, offset, size));
    },
    find: (pair) => listings.list(verdict, label, step, "boundary", null)?.find(pair) ?? -1,
  };
}

/** The pairs of a verdict in another order, or some of them: Python is asked where not all of them were sent. */
function chosen(scene: Scene, verdict: Verdict, { order, query, size }: Look): Shelf | Error | undefined {
  const { label, step } = scene.selected;
  const here: Listed | undefined = scene.listings.list(verdict, label, step, order, scene.find(query).sought);
  if (here) return here;
  const late = (offset: number, count: number) => scene.late(verdict, label, step, offset, count, order, query.trim());
  const first = late(0, size);
  if (first === undefined || first instanceof Error) return first;
  return { total: first.total, pairs: (offset, count) => pairsOf(late(offset, count)), find: () => -1 };
}

export function verdictSource(scene: Scene, verdict: Verdict): Source {
  const { statistics, selected } = scene;
  const { label, step } = selected;
  return {
    key: `${selected.split} ${label}`,
    sentence: gridSentence(verdict, label, statistics.about.labels[label] ?? ""),
    empty: emptyText(verdict),
    choices: VERDICT_ORDERS,
    shelf: (look) =>
      look.order === "boundary" && !look.query.trim() ? nearest(scene, verdict) : chosen(scene, verdict, look),
    card: (pair) => cardText(statistics, verdict, label, pair, step),
  };
}

/** The images of the selected cell of the matrix; nothing where none is selected. */
export function cellSource(scene: Scene): Source {
  const { statistics, matrices, selected, listings } = scene;
  const { cell, matrix, step } = selected;
  const items = cell ? matrices.items(matrix, cell, step) : [];
  const { top, top_score } = statistics.arrays;
  const keyOf = (order: Order) =>
    order === "boundary"
      ? (_item: number, score: number) => Math.abs(score - step / 1000)
      : listings.keys.key(order, false);
  return {
    key: JSON.stringify([selected.split, cell]),
    sentence: cell ? cellSentence(statistics, cell, imageCount(items.length)) : { before: "", name: "", after: "" },
    empty: "No image: at this threshold the cell is empty.",
    choices: matrix.atThreshold ? CELL_ORDERS_AT : CELL_ORDERS,
    shelf({ order, query }) {
      const { sought } = scene.find(query);
      // In item order, in which ties stay.
      const some = items.filter((item) => !sought || sought[item]).sort((a, b) => a - b);
      const pairs = some.map((item) => ({ item, label: top[item] ?? 0, score: top_score[item] ?? 0 }));
      const key = keyOf(order);
      return listOf(sortedBy(pairs, ({ item, score }) => key(item, score)));
    },
    card: (pair) => cellCardText(statistics, pair),
  };
}
