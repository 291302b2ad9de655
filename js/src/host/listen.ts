/** What bindings see of a widget: in a notebook its model, in a page a reactive object, in tests a plain one. */
export interface Model {
  get(name: string): unknown;
  set(values: Record<string, unknown>): void;
  on(event: string, listener: (...args: never[]) => void): void;
  off(event: string, listener: (...args: never[]) => void): void;
}

/** Subscribe until the signal ends: the only way in which anything here listens to a model. */
export function listen(model: Model, event: string, listener: (...args: never[]) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  model.on(event, listener);
  signal.addEventListener("abort", () => model.off(event, listener), { once: true });
}
