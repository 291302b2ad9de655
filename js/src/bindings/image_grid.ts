import { idOf } from "../derive/cards";
import { badge } from "../derive/corrections";
import type { Order } from "../derive/orders";
import type { Pair, Verdict } from "../derive/ranked";
import { pagerText, searchedText } from "../derive/sentences";
import { listen, type Model } from "../host/listen";
import type { Binding, Scene } from "./binding";
import { Closeup } from "./closeup";
import { cellSource, type Look, type Shelf, type Source, verdictSource } from "./grid_sources";
import { Slots } from "./slots";
import { VerdictBar } from "./verdict_bar";

const NOTHING: Shelf = { total: 0, pairs: () => [], find: () => -1 };
const RESERVED = 6;
/** What a person changes at a grid, and nothing else follows. */
const OWN = ["page", "size", "order", "query", "on_screen"];

/** A picture's state on a card: its address, or a problem, or neither while it is on its way. */
function cards(scene: Scene, source: Source, pairs: readonly Pair[], slots: Slots) {
  const texts = pairs.map((pair) => source.card(pair));
  const places = slots.of(texts.map(({ key }) => key));
  return pairs.map((pair, at) => ({
    ...texts[at],
    slot: places[at],
    badge: badge(scene.selected.corrections, idOf(scene.statistics, pair.item)),
    src: scene.picture(pair.item)?.src ?? "",
    problem: scene.picture(pair.item)?.problem ?? "",
  }));
}

function present(got: readonly Pair[] | Error | undefined): readonly Pair[] {
  return got instanceof Error || got === undefined ? [] : got;
}

function lookOf(model: Model, source: Source): Look {
  const order = model.get("order") as Order;
  const known = source.choices.find(({ key }) => key === order) ?? source.choices[0];
  return {
    size: Math.max(1, Number(model.get("size")) || RESERVED),
    order: known?.key ?? "boundary",
    query: String(model.get("query") ?? ""),
  };
}

function messageOf(shelf: Shelf | Error | undefined, got: unknown, source: Source, { query }: Look): string {
  if (shelf instanceof Error) return `The list is too long to be sorted or searched here: ${shelf.message}.`;
  if (got instanceof Error) return `The rest of this list is not here: ${got.message}.`;
  if (!shelf || shelf.total > 0) return "";
  return query.trim() ? searchedText(query.trim()) : source.empty;
}

/** Which page is shown: the first of another list, the same while the slider moves, and never one beyond the end. */
class Pages {
  #key = "";
  #size = 0;
  #places = 0;

  turn(model: Model, source: Source, look: Look, total: number): number {
    const key = JSON.stringify([source.key, look.order, look.query]);
    const page = Number(model.get("page"));
    let at = key === this.#key ? page : 0;
    // Another size keeps the first card in sight.
    if (key === this.#key && this.#size && this.#size !== look.size) at = Math.floor((page * this.#size) / look.size);
    if (key !== this.#key || this.#size !== look.size) this.#places = RESERVED;
    [this.#key, this.#size] = [key, look.size];
    return Math.min(Math.max(0, at), Math.max(0, Math.ceil(total / look.size) - 1));
  }

  /** Places that are kept free, so that nothing below moves with the slider: as many as were ever needed. */
  reserve(cards: number): number {
    this.#places = Math.max(this.#places, cards);
    return this.#places;
  }
}

function keyOf(model: Model): string {
  return (model.get("pressed") as { key: string } | null)?.key ?? "";
}

/** The grid itself, the bar of verdicts on its images, and what shows one of them closely. */
export interface GridMembers {
  readonly it: Model;
  readonly detail: Model;
  readonly verdicts: Model;
}

export function bindGrid({ it: model, detail, verdicts }: GridMembers, sourceOf: (scene: Scene) => Source): Binding {
  const pages = new Pages();
  const slots = new Slots();
  const closeup = new Closeup(detail);
  const bar = new VerdictBar(verdicts);
  let pairs: readonly Pair[] = [];
  let opened = "";
  let lookedAt: number | undefined;
  let shown: number[] = [];
  let next: number[] = [];

  /** The page that the opened image is on, when another one has been opened. */
  function follow(scene: Scene, list: Shelf, look: Look): void {
    const now = closeup.of(scene);
    const key = now ? `${now.item} ${now.label}` : "";
    if (now && key !== opened) {
      const place = closeup.placeIn(list, now);
      if (place >= 0) model.set({ page: Math.floor(place / look.size) });
    }
    opened = key;
  }

  /** The pair of the card that has the focus, or had it last. */
  function current(): Pair | undefined {
    return pairs.find(({ item, label }) => `${item} ${label}` === model.get("current"));
  }

  /** Open the card that a person has chosen. */
  function choose(): void {
    const key = String(model.get("chosen"));
    if (key === opened) return;
    const at = pairs.findIndex(({ item, label }) => `${item} ${label}` === key);
    const pair = pairs[at];
    if (pair) closeup.open(pair, Number(model.get("page")) * Number(model.get("size")) + at);
    else closeup.close();
  }

  return {
    show(scene) {
      const source = sourceOf(scene);
      const look = lookOf(model, source);
      const shelf = source.shelf(look);
      const list = shelf instanceof Error || shelf === undefined ? NOTHING : shelf;
      const { total } = list;
      follow(scene, list, look);
      const page = shelf === undefined ? Number(model.get("page")) : pages.turn(model, source, look, total);
      const first = page * look.size;
      const got = list.pairs(first, look.size);
      pairs = present(got);
      const size = shelf === undefined ? look.size : Math.min(look.size, total - first);
      const waiting = shelf === undefined || got === undefined ? size : 0;
      // Below the fold nothing is asked for until it is looked at.
      const seen = Number(model.get("on_screen")) > 0;
      shown = seen ? pairs.map(({ item }) => item) : [];
      next =
        seen && first + look.size < total ? present(list.pairs(first + look.size, look.size)).map((p) => p.item) : [];
      model.set({
        page,
        pages: Math.ceil(total / look.size),
        total,
        order: look.order,
        orders: source.choices,
        cards: cards(scene, source, pairs, slots),
        waiting,
        chosen: opened,
        places: pages.reserve(pairs.length + waiting),
        sentence: source.sentence,
        message: messageOf(shelf, got, source, look),
        searched: scene.find(look.query).where,
        pager: shelf === undefined ? "" : pagerText(first, size, total),
        pictured: scene.statistics.about.hasImages,
        ready: true,
      });
      closeup.show(scene, list);
      const looked = closeup.of(scene);
      lookedAt = looked?.item;
      bar.show(scene, looked?.item ?? current()?.item, {
        opened: model.get("opened") !== false,
        pinned: looked !== null,
      });
    },
    hear(act, signal) {
      for (const name of OWN) listen(model, `change:${name}`, () => act.refresh(), signal);
      closeup.hear(act, signal);
      listen(model, "change:chosen", () => choose(), signal);
      bar.hear(act, signal);
      listen(model, "change:current", () => act.refresh(), signal);
      listen(model, "change:pressed", () => bar.press(keyOf(model), current()?.item), signal);
      listen(detail, "change:pressed", () => bar.press(keyOf(detail), lookedAt), signal);
    },
    pictures: () => ({ shown, next }),
    // Not only the cards: what is open below them may be in sight alone, and has to close when another one opens.
    seen: () => Number(model.get("on_screen") ?? 1) > 0 || Boolean(detail.get("opened") || verdicts.get("mode")),
    wait: () => model.set({ cards: [], message: "", pager: "", ready: false }),
  };
}

export function bindImageGrid(verdict: Verdict, members: GridMembers): Binding {
  return bindGrid(members, (scene) => verdictSource(scene, verdict));
}

/** The grid below the matrix: hidden until a cell is selected, with a way back. */
export function bindCellGrid(members: GridMembers): Binding {
  const { it: model } = members;
  const grid = bindGrid(members, cellSource);
  return {
    ...grid,
    show(scene) {
      model.set({ opened: scene.selected.cell !== null });
      grid.show(scene);
      if (scene.selected.cell === null) members.detail.set({ opened: false });
    },
    hear(act, signal) {
      grid.hear(act, signal);
      listen(model, "change:opened", () => model.get("opened") || act.select({ cell: null }), signal);
    },
    // What is hidden shall open at once.
    seen: () => !model.get("opened") || grid.seen?.() !== false,
  };
}
