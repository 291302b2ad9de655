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
    super({
      threshold: 0.5,
      label: null,
      split: "TEST",
      cell: null,
      corrections: [],
      roles: {},
      album: EMPTY_ALBUM,
      ...values,
    });
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
