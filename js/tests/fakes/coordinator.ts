import coordinator from "../../src/coordinator";
import type { Model } from "../../src/host/listen";
import type { Manager } from "../../src/host/resolve";
import { FakeModel } from "./model";

export type Question = { readonly id: number; readonly question: string } & Record<string, unknown>;

/** A manager that knows a child only once it has been registered, as hosts that open children after parents do. */
export class FakeManager implements Manager {
  readonly children = new Map<string, Model>();
  asked = 0;

  get_model(id: string): Promise<Model> {
    this.asked += 1;
    const model = this.children.get(id);
    return model ? Promise.resolve(model) : Promise.reject(new Error(`widget model not found: ${id}`));
  }
}

/** The model that anywidget gives the coordinator: it talks to Python, and can find other widgets. */
export class FakeCoordinatorModel extends FakeModel {
  /** Questions sent to Python. */
  readonly sent: Question[] = [];
  /** The selection at each save. */
  readonly saved: { threshold: unknown; label: unknown }[] = [];
  readonly widget_manager: FakeManager;

  constructor(values: Record<string, unknown>, manager: FakeManager) {
    super({ threshold: 0.5, label: null, roles: {}, album: EMPTY_ALBUM, ...values });
    this.widget_manager = manager;
  }

  send(content: unknown): void {
    this.sent.push(content as Question);
  }

  save_changes(): void {
    this.saved.push({ threshold: this.get("threshold"), label: this.get("label") });
  }

  /** What Python says to a question. */
  answer(answer: unknown, buffers: readonly DataView[] = []): void {
    this.trigger("msg:custom", answer, buffers);
  }

  questions(kind: string): Question[] {
    return this.sent.filter(({ question }) => question === kind);
  }
}

export const EMPTY_ALBUM = { items: [], lengths: [], problems: [], data: null };

/** The traits that Python gives the visible widgets before anything is shown. */
const FIRST: Record<string, Record<string, unknown>> = {
  slider: { threshold: 0.5, ready: false },
  labels: { query: "", order: "name", picked: -1, rows: [], ready: false },
  metrics: { ready: false },
  header: { ready: false },
  grid_tp: { page: 0, cards: [], ready: false },
  grid_fn: { page: 0, cards: [], ready: false },
  grid_fp: { page: 0, cards: [], ready: false },
};

export const ROLES = Object.keys(FIRST);

export function child(role: string): FakeModel {
  return new FakeModel(FIRST[role.split("#")[0] ?? ""] ?? {});
}

/** One coordinator with visible widgets, all that a host gives them, and the means to end it. */
export class FakeView {
  readonly manager = new FakeManager();
  readonly children = new Map<string, FakeModel>();
  readonly model: FakeCoordinatorModel;
  readonly widget = coordinator();
  readonly #life = new AbortController();

  constructor(statistics: unknown, values: Record<string, unknown> = {}, roles: readonly string[] = ROLES) {
    for (const role of roles) this.add(role);
    this.model = new FakeCoordinatorModel({ statistics, roles: this.roles(), ...values }, this.manager);
  }

  /** References as they cross the wire. */
  roles(): Record<string, string> {
    return Object.fromEntries([...this.children.keys()].map((role) => [role, `IPY_MODEL_${role}`]));
  }

  /** Make a child that the manager knows at once. */
  add(role: string): FakeModel {
    const model = child(role);
    this.children.set(role, model);
    this.manager.children.set(role, model);
    return model;
  }

  child(role: string): FakeModel {
    const model = this.children.get(role);
    if (!model) throw new Error(`no child plays ${role}`);
    return model;
  }

  /** The text of a figure of the card. */
  figure(key: string): string | undefined {
    const figures = this.child("metrics").get("figures") as { key: string; text: string }[] | undefined;
    return figures?.find((figure) => figure.key === key)?.text;
  }

  start(): this {
    this.widget.initialize({ model: this.model, signal: this.#life.signal });
    return this;
  }

  /** Show the coordinator in a place of its own; each showing has its own end. */
  render(life = new AbortController()): HTMLElement {
    const el = document.createElement("div");
    document.body.append(el);
    this.widget.render({ model: this.model, el, signal: life.signal });
    return el;
  }

  close(): void {
    this.#life.abort();
  }

  /** Listeners that are left on any model of the view. */
  listeners(): number {
    return [this.model, ...this.children.values()].reduce((sum, model) => sum + model.listeners(), 0);
  }
}
