import { Run } from "../run";
import type { Widgets } from "./widgets";

/** What moves the widgets, by the id of its coordinator. */
export type Running = ReadonlyMap<string, Run>;

/** Start the coordinators: the very code that a notebook runs. */
export function runAll({ coordinators }: Widgets, signal: AbortSignal): Running {
  return new Map([...coordinators].map(([id, model]) => [id, new Run(model, signal)]));
}
