import { bind, partOf, referencesOf } from "./bindings";
import { text } from "./errors";
import { Evidence } from "./evidence";
import { follow, startOf } from "./follow";
import { Cast, type CoordinatorModel } from "./host/jupyter";
import { Kernel } from "./host/kernel";
import { listen } from "./host/listen";
import type { Album } from "./host/pictures";
import { Selection } from "./selection";
import { Stage, type State } from "./stage";

/**
 * One coordinator, wherever its models come from: it decodes, finds the parts, binds them, and shows. What was wrong, in
 * words, is told to whoever renders it.
 */
export class Run {
  readonly #model: CoordinatorModel;
  readonly #cast: Cast;
  readonly #kernel: Kernel;
  readonly #selection: Selection;
  readonly #parts = new Map<string, AbortController>();
  readonly #problems = new Set<string>();
  readonly #listeners = new Set<() => void>();
  /** Whether the evaluation is on show: told when all parts that are known first have been found, or given up. */
  readonly ready: Promise<boolean>;
  #stage: Stage | undefined;
  #data = new AbortController();
  #finding = 0;

  constructor(model: CoordinatorModel, signal: AbortSignal) {
    this.#model = model;
    this.#cast = new Cast(model.widget_manager);
    this.#kernel = new Kernel(model, () => this.#cast.alive, signal);
    this.#selection = new Selection(startOf(model));
    signal.addEventListener("abort", () => this.#data.abort(), { once: true });
    follow(model, this.#selection, signal);
    listen(model, "change:roles", () => void this.#findAll(), signal);
    listen(model, "change:evaluation", () => void this.#begin(), signal);
    this.ready = this.#begin().then(() => this.#stage !== undefined);
  }

  get problems(): string {
    return [...this.#problems].join("\n");
  }

  /** How far what is shown has come; for tests to await. */
  get state(): State {
    return this.#finding > 0 ? "arriving" : (this.#stage?.state ?? "arriving");
  }

  whenChanged(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  /** A new evaluation takes the stage: whatever belonged to the one before ends with its signal. */
  async #begin(): Promise<void> {
    this.#data.abort();
    this.#data = new AbortController();
    this.#stage = undefined;
    this.#problems.clear();
    this.#tell();
    const { signal } = this.#data;
    const unreadable = (error: unknown) => this.#complain("The evaluation could not be read", error);
    const told = { changed: () => this.#stage?.soon(), failed: unreadable };
    try {
      const evidence = new Evidence(this.#model, told, signal);
      this.#stage = new Stage(evidence, this.#selection, this.#kernel, signal, () => this.#tell());
      listen(this.#model, "change:album", () => this.#fill(), signal);
      this.#fill();
      await this.#findAll();
    } catch (error) {
      unreadable(error);
    }
  }

  #fill(): void {
    const album = this.#model.get("album") as Album | null;
    if (album) this.#stage?.fill(album);
  }

  /** Bind the parts that are new, and let go of those that are gone. */
  async #findAll(): Promise<void> {
    const roles = this.#model.get("roles") as Record<string, string>;
    const parts = new Set(Object.keys(roles).map(partOf));
    for (const [part, life] of this.#parts) {
      if (!parts.has(part)) life.abort();
    }
    this.#finding += 1;
    await Promise.all([...parts].map((part) => this.#findOne(part, roles)));
    this.#finding -= 1;
    this.#tell();
  }

  async #findOne(part: string, roles: Record<string, string>): Promise<void> {
    if (this.#parts.has(part)) return;
    const life = new AbortController();
    const signal = AbortSignal.any([life.signal, this.#data.signal]);
    this.#parts.set(part, life);
    signal.addEventListener("abort", () => this.#parts.delete(part), { once: true });
    try {
      const references = referencesOf(part, roles);
      const models = await Promise.all(references.map((reference) => this.#cast.find(reference, signal)));
      const found = models.filter((model) => model !== undefined);
      if (found.length === models.length && !signal.aborted) this.#stage?.add(part, bind(part, found), signal);
    } catch (error) {
      this.#complain(`The part "${part}" could not be shown`, error);
    }
  }

  #complain(what: string, error: unknown): void {
    console.error(what, error);
    this.#problems.add(`${what}: ${text(error)}`);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
