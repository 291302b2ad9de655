import type { Act, Binding, Scene } from "./bindings/binding";
import { decode, type Statistics } from "./decode";
import { Matrices, type Matrix } from "./derive/confusion";
import { Listings } from "./derive/listing";
import { countPairs, pairMatrix, weakest } from "./derive/pairs";
import { Rankings, type Verdict } from "./derive/ranked";
import { perFrame } from "./host/frame";
import { whenIdle } from "./host/idle";
import type { Kernel } from "./host/kernel";
import { type Album, Pictures } from "./host/pictures";
import { Late } from "./late";
import { Searches } from "./search";
import type { Selection } from "./selection";

const VERDICTS: readonly Verdict[] = ["tp", "fn", "fp"];
const CARDS = 6;
const HUNDREDTH = 10;

/** One evaluation on show: its numbers, its pictures, and the widgets that show them. */
export class Stage {
  readonly #statistics: Statistics;
  readonly #rankings: Rankings;
  readonly #listings: Listings;
  readonly #matrices: Matrices;
  readonly #bindings = new Map<string, Binding>();
  readonly #pictures: Pictures;
  readonly #late: Late;
  readonly #searches: Searches;
  readonly #selection: Selection;
  readonly #signal: AbortSignal;
  readonly #soon: () => void;
  #warmed: number | undefined;

  constructor(message: unknown, album: Album, selection: Selection, kernel: Kernel, signal: AbortSignal) {
    this.#statistics = decode(message);
    this.#rankings = new Rankings(this.#statistics);
    this.#listings = new Listings(this.#statistics, this.#rankings);
    this.#matrices = new Matrices(this.#statistics);
    this.#selection = selection;
    this.#signal = signal;
    this.#soon = perFrame(() => this.show(), signal);
    this.#pictures = new Pictures(kernel, this.#soon, signal);
    this.#pictures.fill(album);
    this.#late = new Late(kernel, this.#soon);
    this.#searches = new Searches(this.#statistics, this.#late);
    selection.subscribe(this.#soon, signal);
  }

  get statistics(): Statistics {
    return this.#statistics;
  }

  /** Take a widget in: it shows at once, not with the next frame, which a hidden tab never draws. */
  add(name: string, binding: Binding, signal: AbortSignal): void {
    const select: Act["select"] = (change) => {
      this.#selection.update(change, "user");
      // Also where nothing has changed: a value off the grid has to read back as the one on it.
      this.#soon();
    };
    const act: Act = { select, refresh: this.#soon };
    this.#bindings.set(name, binding);
    signal.addEventListener("abort", () => this.#bindings.delete(name), { once: true });
    binding.show(this.#scene());
    binding.hear(act, signal);
    this.#fetch();
  }

  show(): void {
    const scene = this.#scene();
    for (const binding of this.#bindings.values()) binding.show(scene);
    this.#fetch();
  }

  #scene(): Scene {
    return {
      statistics: this.#statistics,
      rankings: this.#rankings,
      listings: this.#listings,
      matrices: this.#matrices,
      selected: this.#selection.get(),
      picture: (item) => this.#pictures.get(item),
      late: (...about) => this.#late.stretch(...about),
      find: (query) => this.#searches.find(query),
      pairs: (size, step) => this.#pairs(size, step),
    };
  }

  #pairs(size: number, step: number): Matrix | Error | undefined {
    const here = countPairs(this.#statistics, this.#rankings, size, step);
    const counts = here ?? this.#late.pairs(weakest(this.#statistics, size), step);
    return counts === undefined || counts instanceof Error ? counts : pairMatrix(this.#statistics, counts);
  }

  #fetch(): void {
    const wanted = [...this.#bindings.values()].flatMap((binding) => binding.pictures?.() ?? []);
    if (!this.#statistics.about.hasImages || !wanted.some(({ shown }) => shown.length > 0)) return;
    this.#pictures.show(wanted.flatMap(({ shown }) => shown));
    this.#pictures.expect(wanted.flatMap(({ next }) => next));
    this.#warm(this.#selection.get().label);
  }

  /** Expect the first page of each grid at every hundredth, so that the slider finds its pictures there already. */
  #warm(label: number): void {
    if (this.#warmed === label) return;
    this.#warmed = label;
    let step = 0;
    const bite = () => {
      if (this.#warmed !== label) return false;
      for (const verdict of VERDICTS) {
        this.#pictures.expect(this.#rankings.stretch(verdict, label, step, 0, CARDS).pairs.map(({ item }) => item));
      }
      step += HUNDREDTH;
      return step <= 1000;
    };
    whenIdle(bite, this.#signal);
  }
}
