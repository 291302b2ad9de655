import { isDeepStrictEqual } from "node:util";
import type { Model } from "../../src/host/listen";

type Listener = (...args: never[]) => void;

/**
 * A widget model as bindings know it, with Backbone's manners: all values of one `set` are there before anybody is told,
 * equal values tell nobody, and one listener given twice is called twice.
 */
export class FakeModel implements Model {
  /** Everything that was ever set, in order. */
  readonly sets: Record<string, unknown>[] = [];
  comm_live = true;
  readonly #values: Map<string, unknown>;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(values: Record<string, unknown> = {}) {
    this.#values = new Map(Object.entries(values));
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  set(values: Record<string, unknown>): void {
    this.sets.push(values);
    const changed = Object.keys(values).filter((name) => !isDeepStrictEqual(this.#values.get(name), values[name]));
    for (const name of changed) this.#values.set(name, values[name]);
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

  /** How many listeners there are, of one event or of all. */
  listeners(event?: string): number {
    const lists = event === undefined ? [...this.#listeners.values()] : [this.#listeners.get(event) ?? []];
    return lists.flat().length;
  }
}
