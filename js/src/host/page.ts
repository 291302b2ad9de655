import { dequal } from "dequal";
import { type ShallowRef, shallowRef } from "vue";
import { text } from "../errors";
import type { CoordinatorModel } from "./jupyter";
import type { Model } from "./listen";

type Listener = (...args: never[]) => void;
type Values = Readonly<Record<string, unknown>>;

/** A widget's model with no Jupyter behind it. It has Backbone's manners, and what Vue draws from it follows it. */
export class PageModel implements Model {
  readonly #values = new Map<string, ShallowRef<unknown>>();
  readonly #listeners = new Map<string, Listener[]>();

  constructor(values: Values) {
    for (const [name, value] of Object.entries(values)) this.#values.set(name, shallowRef(value));
  }

  /** The names of its traits. */
  get names(): string[] {
    return [...this.#values.keys()];
  }

  get(name: string): unknown {
    return this.#values.get(name)?.value;
  }

  /** All values are there before anybody is told, and equal ones tell nobody. */
  set(values: Values): void {
    const changed = Object.keys(values).filter((name) => !dequal(this.get(name), values[name]));
    for (const name of changed) this.#put(name, values[name]);
    for (const name of changed) this.trigger(`change:${name}`);
    if (changed.length > 0) this.trigger("change");
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  off(event: string, listener: Listener): void {
    const left = (this.#listeners.get(event) ?? []).filter((other) => other !== listener);
    this.#listeners.set(event, left);
  }

  trigger(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]));
  }

  #put(name: string, value: unknown): void {
    const known = this.#values.get(name);
    if (known) known.value = value;
    else this.#values.set(name, shallowRef(value));
  }
}

/** What a page knows in place of a kernel: a question is answered from the file, or told why not. */
export interface Archive {
  answer(question: Values): Promise<Answer>;
}

export type Answer = { readonly ok: Values; readonly buffers: readonly DataView[] } | { readonly error: string };

/** The models of a page by id, as a widget manager gives them. */
export class PageModels {
  readonly #models: ReadonlyMap<string, PageModel>;

  constructor(models: ReadonlyMap<string, PageModel>) {
    this.#models = models;
  }

  find(id: string): PageModel {
    const model = this.#models.get(id);
    if (!model) throw new Error(`this file has no widget ${id}`);
    return model;
  }

  get_model(id: string): Promise<PageModel> {
    const model = this.#models.get(id);
    return model ? Promise.resolve(model) : Promise.reject(new Error(`this file has no widget ${id}`));
  }
}

/** The coordinator's model on a page. */
export class PageCoordinator extends PageModel implements CoordinatorModel {
  readonly widget_manager: PageModels;
  readonly #archive: Archive;

  constructor(values: Values, models: PageModels, archive: Archive) {
    super(values);
    this.widget_manager = models;
    this.#archive = archive;
  }

  /** As a kernel does, it answers later, and a failure is an answer too. */
  send(content: unknown): void {
    const question = content as Values;
    void this.#archive
      .answer(question)
      .catch((error: unknown): Answer => ({ error: text(error) }))
      .then((answer) => {
        const buffers = "ok" in answer ? answer.buffers : [];
        this.trigger("msg:custom", { ...answer, buffers: undefined, id: question.id }, buffers);
      });
  }

  /** There is nobody to tell. */
  save_changes(): void {}
}
