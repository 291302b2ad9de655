import type { Act, Scene } from "../../src/bindings/binding";
import type { Statistics } from "../../src/decode";
import { Matrices } from "../../src/derive/confusion";
import type { Correction } from "../../src/derive/corrections";
import { Listings } from "../../src/derive/listing";
import { Rankings } from "../../src/derive/ranked";
import { inIds, wordsOf } from "../../src/derive/search";
import { type Selected, START } from "../../src/selection";
import type { Given } from "./evaluation";
import { decode, messageOf, type Options } from "./message";

/** What a binding shows from; pictures and late parts are what a test says. */
export function sceneOf(given: Given, selected: Partial<Selected> = {}, options: Options = {}): Scene {
  return sceneFrom(decode(messageOf(given, options), options.ids), selected);
}

export function sceneFrom(statistics: Statistics, selected: Partial<Selected> = {}): Scene {
  const rankings = new Rankings(statistics);
  return {
    statistics,
    rankings,
    listings: new Listings(statistics, rankings),
    matrices: new Matrices(statistics),
    selected: { ...START, ...selected },
    arrived: 1,
    lost: false,
    picture: () => undefined,
    full: () => undefined,
    told: () => undefined,
    late: () => undefined,
    scored: () => undefined,
    corrected: () => undefined,
    canUndo: false,
    find: (query) => ({ sought: query ? inIds(statistics, wordsOf(query)) : null, where: query && "Searched." }),
    pairs: () => undefined,
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
  undone = 0;
  corrections: readonly Correction[] = [];

  select = (change: Partial<Selected>): void => {
    this.selections.push(change);
  };

  refresh = (): void => {
    this.refreshed += 1;
  };

  correct: Act["correct"] = (change) => {
    this.corrections = change(this.corrections);
  };

  undo = (): void => {
    this.undone += 1;
  };
}
