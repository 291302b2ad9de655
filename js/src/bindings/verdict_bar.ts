import { idOf } from "../derive/cards";
import { badge, type Correction, labelOf, type Verdict, without, withVerdict } from "../derive/corrections";
import { trueLabelsOf } from "../derive/detail";
import { matchingLabels } from "../derive/label_rows";
import { listen, type Model } from "../host/listen";
import type { Act, Scene } from "./binding";

/** What a key on a card or on an opened image says of it. */
const KEYS: Record<string, Verdict | "take_back"> = {
  w: "wrong_label",
  a: "ambiguous",
  b: "bad_image",
  d: "duplicate",
  n: "note",
  u: "take_back",
};
const FEW = 8;

/** What a person has said at the bar: a verdict to give, or the label, the labels, the note that belong to one. */
interface Said {
  readonly verb: Verdict | "take_back" | "label" | "labels" | "written" | "cancel";
  readonly label?: number;
  readonly labels?: readonly number[];
  readonly note?: string;
}

/** Verdicts on the image that is looked at: the focused card of a grid, or the one that is opened. */
export class VerdictBar {
  readonly #model: Model;
  #act: Act | undefined;
  #scene: Scene | undefined;
  #item: number | undefined;

  constructor(model: Model) {
    this.#model = model;
  }

  show(scene: Scene, item: number | undefined, { opened, pinned }: { opened: boolean; pinned: boolean }): void {
    if (item !== this.#item) this.#model.set({ mode: "" });
    this.#scene = scene;
    this.#item = item;
    const { statistics, selected } = scene;
    const id = item === undefined ? "" : idOf(statistics, item);
    const choosing = this.#model.get("mode") === "label" && item !== undefined;
    this.#model.set({
      opened,
      pinned,
      on: item !== undefined,
      id,
      badge: item === undefined ? null : badge(selected.corrections, id),
      several: statistics.about.multilabel,
      truth: item === undefined ? [] : trueLabelsOf(statistics, item),
      found: choosing ? this.#found(scene, item ?? 0) : [],
      ready: true,
    });
  }

  /** The labels to choose from: before anything is written, the one that was predicted first. */
  #found({ statistics }: Scene, item: number): { code: number; name: string }[] {
    const sought = String(this.#model.get("sought") ?? "");
    const found = matchingLabels(statistics, sought, FEW);
    const top = statistics.arrays.top[item] ?? 0;
    if (sought.trim() || trueLabelsOf(statistics, item).includes(top)) return found;
    const rest = found.filter(({ code }) => code !== top);
    return [{ code: top, name: statistics.about.labels[top] ?? "" }, ...rest].slice(0, FEW);
  }

  /** A key that was pressed on a card or an opened image. */
  press(key: string, item: number | undefined): void {
    const verb = KEYS[key];
    if (!verb || item === undefined) return;
    this.#item = item;
    this.#say({ verb });
  }

  hear(act: Act, signal: AbortSignal): void {
    this.#act = act;
    listen(this.#model, "change:said", () => this.#say(this.#model.get("said") as Said | null), signal);
    for (const name of ["change:sought", "change:mode"]) listen(this.#model, name, () => act.refresh(), signal);
  }

  #say(said: Said | null): void {
    if (!said || !this.#scene || this.#item === undefined) return;
    const { statistics } = this.#scene;
    const names = statistics.about.labels;
    if (said.verb === "wrong_label" || said.verb === "note") {
      // Something has to be chosen or written first.
      this.#model.set({ sought: "", mode: said.verb === "note" ? "note" : "label" });
      return;
    }
    if (said.verb === "take_back") this.#take(without);
    else if (said.verb === "label") this.#relabel(names[said.label ?? -1] ?? null);
    else if (said.verb === "labels") this.#relabel((said.labels ?? []).map((code) => names[code] ?? ""));
    else if (said.verb === "written") this.#write(said.note ?? "");
    else if (said.verb !== "cancel") this.#give({ verdict: said.verb });
    this.#model.set({ mode: "" });
  }

  /** A label that is the true one already is no correction. */
  #relabel(label: string | readonly string[] | null): void {
    const { statistics } = this.#scene as Scene;
    const now = labelOf(statistics, this.#item ?? 0);
    if (label === null || JSON.stringify(label) === JSON.stringify(now)) return;
    this.#give({ verdict: "wrong_label", new_label: label });
  }

  /** A note is added to the verdict that there is, or is one by itself; an empty one by itself is none. */
  #write(note: string): void {
    const { statistics } = this.#scene as Scene;
    this.#take((corrections, id) => {
      const [before] = corrections.filter((one) => one.id === id);
      const { verdict = "note", new_label = null } = before ?? {};
      if (!note && verdict === "note") return before ? without(corrections, id) : corrections;
      return withVerdict(corrections, statistics, this.#item ?? 0, { verdict, new_label, note }, new Date());
    });
  }

  #give(said: Parameters<typeof withVerdict>[3]): void {
    const { statistics } = this.#scene as Scene;
    this.#take((corrections) => withVerdict(corrections, statistics, this.#item ?? 0, said, new Date()));
  }

  #take(change: (corrections: readonly Correction[], id: string) => readonly Correction[]): void {
    const { statistics } = this.#scene as Scene;
    this.#act?.correct((corrections) => change(corrections, idOf(statistics, this.#item ?? 0)));
  }
}
