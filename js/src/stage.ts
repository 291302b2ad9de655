import type { Act, AnyBinding, EarlyScene, Scene } from "./bindings/binding";
import { whole } from "./decode";
import type { Matrix } from "./derive/confusion";
import { countPairs, pairMatrix, weakest } from "./derive/pairs";
import type { Verdict } from "./derive/ranked";
import { Derivations, type Derived } from "./derived";
import type { Evidence } from "./evidence";
import { perFrame } from "./host/frame";
import { FullPictures } from "./host/full_pictures";
import { whenIdle } from "./host/idle";
import type { Kernel } from "./host/kernel";
import { type Album, Pictures } from "./host/pictures";
import { whenQuiet } from "./host/quiet";
import { Late } from "./late";
import { Ledger } from "./ledger";
import type { Selection } from "./selection";

const VERDICTS: readonly Verdict[] = ["tp", "fn", "fp"];
const CARDS = 6;
const HUNDREDTH = 10;
/** How long the slider has to rest before what nobody sees follows it. */
const REST = 200;

/** Whether all that is selected has come, and is shown everywhere: also where nobody sees it. */
export type State = "arriving" | "behind" | "complete";

/** One evaluation on show: its numbers, its pictures, and the widgets that show them. */
export class Stage {
  readonly #evidence: Evidence;
  readonly #kernel: Kernel;
  readonly #bindings = new Map<string, AnyBinding>();
  readonly #waiting = new Set<AnyBinding>();
  /** Off the screen, and not up to date. */
  readonly #stale = new Set<AnyBinding>();
  readonly #catchUpSoon: () => void;
  readonly #pictures: Pictures;
  readonly #full: FullPictures;
  readonly #late: Late;
  readonly #derivations: Derivations;
  readonly #selection: Selection;
  readonly #ledger: Ledger;
  readonly #signal: AbortSignal;
  /** Show in the next frame what has changed by then. */
  readonly soon: () => void;
  readonly #shown: () => void;
  #albumIsHere = false;
  #warmed = "";

  /** `shown` is told whenever something has been shown. */
  constructor(evidence: Evidence, selection: Selection, kernel: Kernel, signal: AbortSignal, shown = () => {}) {
    this.#shown = shown;
    this.#evidence = evidence;
    this.#kernel = kernel;
    this.#selection = selection;
    this.#ledger = new Ledger(selection, signal);
    this.#signal = signal;
    this.soon = perFrame(() => this.show(), signal);
    this.#catchUpSoon = whenQuiet(() => this.#catchUp(), REST, signal);
    this.#pictures = new Pictures(kernel, this.soon, signal);
    this.#full = new FullPictures(kernel, this.soon, signal);
    this.#late = new Late(kernel, this.soon);
    this.#derivations = new Derivations(this.#late);
    selection.subscribe(this.soon, signal);
  }

  get state(): State {
    const here = this.#evidence.arrived(this.#selection.get().split) === 1 && this.#albumIsHere;
    if (!here || this.#waiting.size > 0) return "arriving";
    return this.#stale.size > 0 ? "behind" : "complete";
  }

  /** The first pictures are here. None is asked for before, since those first wanted are among them. */
  fill(album: Album): void {
    this.#pictures.fill(album);
    this.#albumIsHere = true;
    this.soon();
  }

  /** Take a widget in: it shows at once, not with the next frame, which a hidden tab never draws. */
  add(name: string, binding: AnyBinding, signal: AbortSignal): void {
    const select: Act["select"] = (change) => {
      this.#selection.update(change, "user");
      // Also where nothing has changed: a value off the grid has to read back as the one on it.
      this.soon();
    };
    const correct: Act["correct"] = (change) => select({ corrections: change(this.#selection.get().corrections) });
    const act: Act = { select, refresh: this.soon, correct, undo: () => this.#ledger.undo() };
    this.#bindings.set(name, binding);
    signal.addEventListener("abort", () => this.#forget(name, binding), { once: true });
    this.#showOn([binding]);
    binding.hear(act, signal);
    this.#fetch();
    this.#shown();
  }

  /** What is on screen follows in this frame; what is not, when nothing has changed for a while. */
  show(): void {
    const now = [...this.#bindings.values()].filter((binding) => {
      const seen = this.#waiting.has(binding) || binding.seen?.() !== false;
      if (!seen) this.#stale.add(binding);
      return seen;
    });
    this.#showOn(now);
    if (this.#stale.size > 0) this.#catchUpSoon();
    this.#fetch();
    this.#shown();
  }

  #catchUp(): void {
    this.#showOn([...this.#stale]);
    this.#fetch();
    this.#shown();
  }

  #forget(name: string, binding: AnyBinding): void {
    this.#bindings.delete(name);
    this.#stale.delete(binding);
    this.#waiting.delete(binding);
  }

  #showOn(bindings: Iterable<AnyBinding>): void {
    const early = this.#early();
    const derived = this.#now();
    const scene = early && derived ? this.#scene(early, derived) : undefined;
    for (const binding of bindings) {
      this.#waiting.delete(binding);
      this.#stale.delete(binding);
      if (binding.needs === "figures" && early) binding.show(early);
      else if (binding.needs !== "figures" && scene) binding.show(scene);
      else {
        this.#waiting.add(binding);
        binding.wait?.();
      }
    }
  }

  #early(): EarlyScene | undefined {
    const selected = this.#selection.get();
    const statistics = this.#evidence.figures(selected.split);
    const arrived = this.#evidence.arrived(selected.split);
    return statistics && { statistics, selected, arrived, lost: arrived < 1 && !this.#kernel.alive };
  }

  /** What the selected split shows; undefined until all of it is here. */
  #now(): Derived | undefined {
    const statistics = this.#evidence.statistics(this.#selection.get().split);
    return statistics && this.#derivations.of(statistics);
  }

  #scene(early: EarlyScene, derived: Derived): Scene {
    const { split } = early.selected;
    const { searches, statistics } = derived;
    return {
      ...early,
      ...derived,
      picture: (item) => this.#pictures.get(whole(statistics, item)),
      full: (item) => this.#full.get(whole(statistics, item)),
      told: (item, label) => this.#late.item(split, item, label),
      late: (verdict, label, step, offset, size, order = "boundary", search = "") =>
        this.#late.stretch(split, verdict, { label, step, offset, size, order, search }),
      scored: (about) => this.#late.scored(split, about),
      corrected: (corrections) => this.#late.corrected(split, early.selected.label, early.selected.step, corrections),
      canUndo: this.#ledger.canUndo,
      find: (query) => searches.find(query),
      pairs: (size, step) => this.#pairs(split, derived, size, step),
    };
  }

  #pairs(split: string, { statistics, rankings }: Derived, size: number, step: number): Matrix | Error | undefined {
    const here = countPairs(statistics, rankings, size, step);
    const counts = here ?? this.#late.pairs(split, weakest(statistics, size), step);
    return counts === undefined || counts instanceof Error ? counts : pairMatrix(statistics, counts);
  }

  #fetch(): void {
    const derived = this.#now();
    if (!derived || !this.#albumIsHere || !this.#evidence.evaluation.hasImages) return;
    const showing = [...this.#bindings.values()].filter((one) => !this.#waiting.has(one) && !this.#stale.has(one));
    const wanted = showing.flatMap((binding) => binding.pictures?.() ?? []);
    if (!wanted.some(({ shown }) => shown.length > 0)) return;
    const places = (items: readonly number[]) => items.map((item) => whole(derived.statistics, item));
    this.#pictures.show(places(wanted.flatMap(({ shown }) => shown)));
    this.#pictures.expect(places(wanted.flatMap(({ next }) => next)));
    this.#warm(derived);
  }

  /** Expect the first page of each grid at every hundredth, so that the slider finds its pictures there already. */
  #warm({ statistics, rankings }: Derived): void {
    const { label, split } = this.#selection.get();
    const warmed = `${split} ${label}`;
    if (this.#warmed === warmed) return;
    this.#warmed = warmed;
    let step = 0;
    const bite = () => {
      if (this.#warmed !== warmed) return false;
      for (const verdict of VERDICTS) {
        const { pairs } = rankings.stretch(verdict, label, step, 0, CARDS);
        this.#pictures.expect(pairs.map(({ item }) => whole(statistics, item)));
      }
      step += HUNDREDTH;
      return step <= 1000;
    };
    whenIdle(bite, this.#signal);
  }
}
