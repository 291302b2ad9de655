import type { Statistics } from "./decode";
import { Matrices } from "./derive/confusion";
import { Listings } from "./derive/listing";
import { Rankings } from "./derive/ranked";
import type { Late } from "./late";
import { Searches } from "./search";

/** What follows from the statistics of a split; each remembers what it has worked out. */
export interface Derived {
  readonly statistics: Statistics;
  readonly rankings: Rankings;
  readonly listings: Listings;
  readonly matrices: Matrices;
  readonly searches: Searches;
}

/** One of these for each split that is looked at. */
export class Derivations {
  readonly #made = new WeakMap<Statistics, Derived>();
  readonly #late: Late;

  constructor(late: Late) {
    this.#late = late;
  }

  of(statistics: Statistics): Derived {
    const known = this.#made.get(statistics);
    if (known) return known;
    const rankings = new Rankings(statistics);
    const made = {
      statistics,
      rankings,
      listings: new Listings(statistics, rankings),
      matrices: new Matrices(statistics),
      searches: new Searches(statistics, this.#late),
    };
    this.#made.set(statistics, made);
    return made;
  }
}
