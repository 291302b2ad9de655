import { PageCoordinator, PageModel, PageModels } from "../host/page";
import { archiveOf } from "./archive";
import type { PageFile, Pictures } from "./file";

/** All models of a file: those of what is seen, and the coordinators that move them. */
export interface Widgets {
  readonly models: PageModels;
  readonly coordinators: ReadonlyMap<string, PageCoordinator>;
}

export function makeWidgets(file: PageFile, pictures: () => Promise<Pictures>): Widgets {
  const archive = archiveOf(pictures);
  const states = Object.entries(file.models);
  const models = new PageModels(new Map(states.map(([id, state]) => [id, new PageModel(state)])));
  const coordinators = Object.entries(file.coordinators).map(
    ([id, state]) => [id, new PageCoordinator(state, models, archive)] as const,
  );
  return { models, coordinators: new Map(coordinators) };
}
