import type { Talker } from "./kernel";
import type { Model } from "./listen";
import { type Manager, resolve } from "./resolve";

/** The coordinator's own model, as anywidget hands it over. */
export interface CoordinatorModel extends Talker {
  save_changes(): void;
  readonly widget_manager: Manager;
}

type WidgetModel = Model & { comm_live?: boolean; save_changes?: () => void };

/** The visible widgets of a notebook, found by reference. */
export class Cast {
  readonly #manager: Manager;
  readonly #found = new Set<WidgetModel>();

  constructor(manager: Manager) {
    this.#manager = manager;
  }

  async find(reference: string, signal: AbortSignal): Promise<Model | undefined> {
    const model = (await resolve(this.#manager, reference, signal)) as WidgetModel | undefined;
    if (!model || signal.aborted) return undefined;
    // What a part shows belongs to the browser: Python reads the selection, from the coordinator. Without this, a
    // template would send every step of the slider to the kernel.
    model.save_changes = () => {};
    this.#found.add(model);
    return model;
  }

  /** Whether a kernel still listens: false in a saved notebook and after a restart. */
  get alive(): boolean {
    return [...this.#found].every((model) => model.comm_live !== false);
  }
}
