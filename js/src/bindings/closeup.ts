import { detailText, needsTelling } from "../derive/detail";
import type { Pair } from "../derive/ranked";
import { placeText } from "../derive/sentences";
import { listen, type Model } from "../host/listen";
import type { Opened } from "../selection";
import type { Act, Scene } from "./binding";
import type { Shelf } from "./grid_sources";

const FEW = 10;

/** One image of a grid, looked at closely: what is said of it, and the way to its neighbours in the grid's list. */
export class Closeup {
  readonly #model: Model;
  #act: Act | undefined;
  #list: Shelf | undefined;
  #opened: Opened | null = null;
  #place = -1;
  #moves = 0;
  #wanted: number | undefined;

  constructor(model: Model) {
    this.#model = model;
    this.#moves = Number(model.get("moves") ?? 0);
  }

  /** What is opened here; null where nothing is, or another grid has opened something. */
  of(scene: Scene): Opened | null {
    const { opened } = scene.selected;
    return opened?.grid === this ? opened : null;
  }

  open({ item, label, score }: Pair, at: number): void {
    this.#act?.select({ opened: { grid: this, item, label, score, at } });
  }

  close(): void {
    if (this.#opened) this.#act?.select({ opened: null });
  }

  /** Where the opened pair stands in a list; -1 where it is no longer in it. */
  placeIn(list: Shelf, opened: Opened): number {
    const found = list.find(opened);
    if (found >= 0) return found;
    const there = list.pairs(opened.at, 1);
    if (there instanceof Error || there === undefined) return -1;
    return there[0]?.item === opened.item && there[0]?.label === opened.label ? opened.at : -1;
  }

  show(scene: Scene, list: Shelf): void {
    this.#list = list;
    this.#opened = this.of(scene);
    if (!this.#opened) {
      this.#wanted = undefined;
      this.#model.set({ opened: false });
      return;
    }
    this.#place = this.placeIn(list, this.#opened);
    this.#go();
    this.#tell(scene, list, this.#opened);
  }

  hear(act: Act, signal: AbortSignal): void {
    this.#act = act;
    listen(this.#model, "change:opened", () => this.#model.get("opened") || this.close(), signal);
    listen(this.#model, "change:expanded", () => act.refresh(), signal);
    listen(this.#model, "change:moves", () => this.#move(), signal);
  }

  #move(): void {
    const moves = Number(this.#model.get("moves"));
    const by = moves - this.#moves;
    this.#moves = moves;
    if (!this.#opened || !this.#list) return;
    const from = this.#wanted ?? (this.#place < 0 ? this.#opened.at - Math.sign(by) : this.#place);
    this.#wanted = Math.min(this.#list.total - 1, Math.max(0, from + by));
    this.#go();
  }

  /** Open what is wanted, as soon as it is here. */
  #go(): void {
    if (this.#wanted === undefined) return;
    const there = this.#list?.pairs(this.#wanted, 1);
    if (there === undefined) return;
    const at = this.#wanted;
    this.#wanted = undefined;
    if (there instanceof Error || !there[0]) return;
    // A next move counts from here, also before this one has been drawn.
    this.#place = at;
    this.open(there[0], at);
  }

  #tell(scene: Scene, list: Shelf, pair: Pair): void {
    const { statistics, selected } = scene;
    const told = needsTelling(statistics) ? scene.told(pair.item, pair.label) : undefined;
    const text = detailText(statistics, pair, selected.step, told instanceof Error ? undefined : told);
    const expanded = Boolean(this.#model.get("expanded"));
    const thumbnail = scene.picture(pair.item);
    const full = statistics.about.hasImages ? scene.full(pair.item) : undefined;
    this.#model.set({
      ...text,
      rows: expanded ? text.rows : text.rows.slice(0, FEW),
      known: text.rows.length,
      note: told instanceof Error ? `Scores and metadata that were not sent are not here: ${told.message}.` : "",
      asking: needsTelling(statistics) && told === undefined,
      pictured: statistics.about.hasImages,
      src: full?.src || thumbnail?.src || "",
      sharp: Boolean(full?.src),
      problem: full?.problem ?? "",
      place: placeText(this.#place, list.total),
      first: this.#place === 0,
      last: this.#place === list.total - 1,
      opened: true,
      ready: true,
    });
  }
}
