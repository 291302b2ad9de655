import type { Act, Scene } from "../../src/bindings/binding";
import { decode } from "../../src/decode";
import { Rankings } from "../../src/derive/ranked";
import { ALL, type Selected } from "../../src/selection";
import type { Given } from "./evaluation";
import { messageOf, type Options } from "./message";

/** What a binding shows from; pictures and late parts are what a test says. */
export function sceneOf(given: Given, selected: Partial<Selected> = {}, options: Options = {}): Scene {
  const statistics = decode(messageOf(given, options));
  return {
    statistics,
    rankings: new Rankings(statistics),
    selected: { step: 500, label: ALL, ...selected },
    picture: () => undefined,
    late: () => undefined,
  };
}

/** The same scene with another selection. */
export function moved(scene: Scene, selected: Partial<Selected>): Scene {
  return { ...scene, selected: { ...scene.selected, ...selected } };
}

/** Notes what a binding tells. */
export class Heard implements Act {
  readonly selections: Partial<Selected>[] = [];
  refreshed = 0;

  select = (change: Partial<Selected>): void => {
    this.selections.push(change);
  };

  refresh = (): void => {
    this.refreshed += 1;
  };
}
