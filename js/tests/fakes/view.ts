import coordinator from "../../src/coordinator";
import { ROLES, type Role } from "../../src/wire.gen";
import { FakeCoordinatorModel, FakeManager } from "./host";
import { type Sent, traitsOf } from "./message";
import { FakeModel } from "./model";

/** A grid that is on screen. */
export const GRID = {
  page: 0,
  size: 6,
  order: "",
  query: "",
  on_screen: 1,
  cards: [],
  chosen: "",
  current: "",
  pressed: null,
};
export const DETAIL = { opened: false, expanded: false, moves: 0, pressed: null, ready: false };
export const VERDICTS = { mode: "", sought: "", said: null, ready: false };

/** The traits that Python gives the visible widgets before anything is shown; none of them shows anything yet. */
const FIRST: Record<string, Record<string, unknown>> = {
  slider: { threshold: 0.5 },
  labels: { query: "", order: "name", picked: -1, rows: "[]" },
  table: { column: "support", reversed: false, first: 0, fit: 10, picked: -1, rows: "[]" },
  matrix: { size: 10, at_threshold: false, picked: null },
  grid_tp: GRID,
  grid_fn: GRID,
  grid_fp: GRID,
  corrections: { undone: 0, removed: null },
  confused: { rows: [], picked: null, most: 10 },
  histogram: { picked: null },
  grid_cell: { ...GRID, opened: false },
  pr: { kind: "pr", selected: null },
  threshold: { selected: null },
};

const MEMBERS: Record<string, Record<string, unknown>> = { detail: DETAIL, grid: GRID, verdicts: VERDICTS };

export const PARTS = Object.keys(ROLES) as Role[];

/** The widgets of a part, "slider.it" of "slider", "pr#2.curve" of "pr#2". */
export function membersOf(part: string): string[] {
  const members: readonly string[] = ROLES[part.split("#")[0] as Role] ?? ["it"];
  return members.map((member) => `${part}.${member}`);
}

export function child(name: string): FakeModel {
  const role = name.split(/[#.]/)[0] ?? "";
  const first = MEMBERS[name.split(".")[1] ?? ""] ?? FIRST[role];
  return new FakeModel({ ...first, ready: false });
}

/** One coordinator with visible widgets, all that a host gives them, and the means to end it. */
export class FakeView {
  readonly manager = new FakeManager();
  readonly children = new Map<string, FakeModel>();
  readonly model: FakeCoordinatorModel;
  readonly widget = coordinator();
  readonly #life = new AbortController();

  constructor(sent: Sent, values: Record<string, unknown> = {}, parts: readonly string[] = PARTS) {
    for (const part of parts) this.add(part);
    this.model = new FakeCoordinatorModel({ ...traitsOf(sent), roles: this.roles(), ...values }, this.manager);
  }

  /** References as they cross the wire. */
  roles(): Record<string, string> {
    return Object.fromEntries([...this.children.keys()].map((name) => [name, `IPY_MODEL_${name}`]));
  }

  /** Make the widgets of a part, which the manager knows at once. */
  add(part: string): void {
    for (const name of membersOf(part)) this.put(name, child(name));
  }

  put(name: string, model: FakeModel): void {
    this.children.set(name, model);
    this.manager.children.set(name, model);
  }

  child(part: string, member = "it"): FakeModel {
    const model = this.children.get(`${part}.${member}`);
    if (!model) throw new Error(`${part} has no ${member}`);
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

  /** Show the coordinator in a place of its own, until the view ends or the showing does. */
  render(life = this.#life): HTMLElement {
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
