import type { Statistics } from "../decode";
import { count, wholePercent } from "../format";
import { ANY, type Cell, type MatrixOptions, NONE, OTHER } from "../matrix";

/** One row or column head. */
export interface Head {
  readonly code: number;
  readonly name: string;
}

/** One cell: its count, its share of the row as text, and how strongly it is coloured, from 0 to 4. */
export interface MatrixCell {
  readonly count: number;
  readonly text: string;
  readonly strength: number;
}

export interface Matrix {
  readonly columns: readonly Head[];
  readonly rows: readonly (Head & { readonly total: number; readonly cells: readonly MatrixCell[] })[];
}

/** The one true label of an item of a single-label evaluation. */
function truthOf({ trueStart, trueLabel }: Statistics, item: number): number {
  return trueLabel[trueStart[item] ?? 0] ?? 0;
}

/** The labels with the most wrong top predictions, row plus column, ties in label order; then in label order. */
export function mostConfused(statistics: Statistics, size: number): number[] {
  const { items, labels, arrays } = statistics;
  const wrong = new Uint32Array(labels);
  for (let item = 0; item < items; item++) {
    const [truth, top] = [truthOf(statistics, item), arrays.top[item] ?? 0];
    if (truth === top) continue;
    wrong[truth] = (wrong[truth] ?? 0) + 1;
    wrong[top] = (wrong[top] ?? 0) + 1;
  }
  const codes = Array.from({ length: labels }, (_, code) => code);
  codes.sort((a, b) => (wrong[b] ?? 0) - (wrong[a] ?? 0) || a - b);
  return codes.slice(0, size).sort((a, b) => a - b);
}

/** Where each item of a matrix falls; made once for a choice of labels, since labels do not change while sliding. */
export class Sorter {
  readonly #statistics: Statistics;
  readonly #place: Int32Array;
  readonly codes: readonly number[];
  readonly others: boolean;

  constructor(statistics: Statistics, size: number) {
    this.#statistics = statistics;
    this.codes = mostConfused(statistics, size);
    this.others = this.codes.length < statistics.labels;
    this.#place = new Int32Array(statistics.labels).fill(this.codes.length);
    this.codes.forEach((code, place) => {
      this.#place[code] = place;
    });
  }

  /** Rows and columns alike: the labels, "(other)" where some are left out. Columns have "no prediction" last. */
  get width(): number {
    return this.codes.length + (this.others ? 1 : 0);
  }

  row(item: number): number {
    return this.#place[truthOf(this.#statistics, item)] ?? 0;
  }

  column(item: number, step: number | null): number {
    const { arrays } = this.#statistics;
    if (step !== null && (arrays.top_step[item] ?? 0) < step) return this.width;
    return this.#place[arrays.top[item] ?? 0] ?? 0;
  }

  /** Whether an item belongs to a cell: its labels need not be among those that the matrix shows. */
  holds({ truth, predicted }: Cell, item: number, step: number | null): boolean {
    const { arrays } = this.#statistics;
    const reached = step === null || (arrays.top_step[item] ?? 0) >= step;
    if (!this.#under(truth, truthOf(this.#statistics, item))) return false;
    if (predicted === NONE) return !reached;
    return predicted === ANY || (reached && this.#under(predicted, arrays.top[item] ?? 0));
  }

  #under(head: number, code: number): boolean {
    if (head === ANY) return true;
    return head === OTHER ? this.#place[code] === this.codes.length : head === code;
  }
}

function heads(statistics: Statistics, sorter: Sorter, atThreshold: boolean): { rows: Head[]; columns: Head[] } {
  const rows: Head[] = sorter.codes.map((code) => ({ code, name: statistics.about.labels[code] ?? "" }));
  if (sorter.others) rows.push({ code: OTHER, name: "(other)" });
  return { rows, columns: atThreshold ? [...rows, { code: NONE, name: "no prediction" }] : rows };
}

/** More colour for more: a quarter of the row a step, so that the steps can be told apart; none for nothing. */
function strength(count: number, total: number): number {
  return count === 0 ? 0 : Math.min(4, 1 + Math.floor((4 * count) / total));
}

/** Counts and shares of the rows; `step` is null where the top label always counts. */
export function confusionMatrix(statistics: Statistics, sorter: Sorter, step: number | null): Matrix {
  const { rows, columns } = heads(statistics, sorter, step !== null);
  const counts = rows.map(() => new Uint32Array(columns.length));
  for (let item = 0; item < statistics.items; item++) {
    const row = counts[sorter.row(item)];
    const column = sorter.column(item, step);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  const filled = rows.map((head, at) => {
    const row = counts[at] ?? new Uint32Array();
    const total = row.reduce((sum, one) => sum + one, 0);
    const cells = Array.from(row, (one) => ({
      count: one,
      text: wholePercent(one, total),
      strength: strength(one, total),
    }));
    return { ...head, total, cells };
  });
  return { rows: filled, columns };
}

/** The items of a cell, a row or a column: the most confident first, ties in item order. */
export function itemsOf(statistics: Statistics, sorter: Sorter, cell: Cell, step: number | null): number[] {
  const items: number[] = [];
  for (let item = 0; item < statistics.items; item++) if (sorter.holds(cell, item, step)) items.push(item);
  const score = statistics.arrays.top_score;
  return items.sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b);
}

/** Remembers the last answer: most slider moves change neither the matrix of top labels nor the images of its cells. */
function remembered<A extends unknown[], R>(make: (...about: A) => R): (...about: A) => R {
  let last: { key: string; made: R } | undefined;
  return (...about) => {
    const key = JSON.stringify(about);
    if (last?.key !== key) last = { key, made: make(...about) };
    return last.made;
  };
}

/** The matrices of one evaluation: labels are chosen once for each size. */
export class Matrices {
  readonly #statistics: Statistics;
  readonly #sorters = new Map<number, Sorter>();
  readonly #matrix = remembered((size: number, step: number | null) =>
    confusionMatrix(this.#statistics, this.sorter(size), step),
  );
  readonly #items = remembered((size: number, cell: Cell, step: number | null) =>
    itemsOf(this.#statistics, this.sorter(size), cell, step),
  );

  constructor(statistics: Statistics) {
    this.#statistics = statistics;
  }

  sorter(size: number): Sorter {
    const sorter = this.#sorters.get(size) ?? new Sorter(this.#statistics, size);
    this.#sorters.set(size, sorter);
    return sorter;
  }

  /** The same object while nothing in it changes. */
  matrix({ size, atThreshold }: MatrixOptions, step: number): Matrix {
    return this.#matrix(size, atThreshold ? step : null);
  }

  items({ size, atThreshold }: MatrixOptions, cell: Cell, step: number): readonly number[] {
    return this.#items(size, cell, atThreshold ? step : null);
  }
}

/** How many, in words. */
export function imageCount(total: number): string {
  return `${count(total)} ${total === 1 ? "image" : "images"}`;
}
