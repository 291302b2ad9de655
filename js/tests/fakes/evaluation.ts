import type { Pair, Verdict } from "../../src/derive/ranked";
import { ALL } from "../../src/selection";

/** What a test gives: scores of items for labels, and what is true of them. */
export interface Given {
  readonly scores: readonly (readonly number[])[];
  /** A code for each item, or for each item whether each label is true. */
  readonly truth: readonly number[] | readonly (readonly boolean[])[];
  readonly labels?: readonly string[];
  /** Scores in single precision, as most classifiers give them. */
  readonly single?: boolean;
}

/** The model behind the statistics, slow and plain: everything is found by going through all pairs. */
export class Evaluation {
  readonly scores: readonly (readonly number[])[];
  readonly truth: readonly (readonly boolean[])[];
  readonly labels: readonly string[];
  readonly single: boolean;
  readonly multilabel: boolean;

  constructor({ scores, truth, labels, single = false }: Given) {
    const width = labels?.length ?? scores[0]?.length ?? 0;
    this.single = single;
    this.scores = scores.map((row) => row.map((score) => this.#own(score)));
    this.multilabel = typeof truth[0] === "object";
    this.truth = truth.map((is) =>
      typeof is === "number" ? Array.from({ length: width }, (_, j) => j === is) : [...is],
    );
    this.labels = labels ?? Array.from({ length: width }, (_, j) => `label ${j}`);
  }

  get items(): number {
    return this.scores.length;
  }

  /** A threshold is compared in the scores' own type. */
  reaches(score: number, step: number): boolean {
    return score >= this.#own(step / 1000);
  }

  /** The highest step that a score reaches. */
  stepOf(score: number): number {
    let step = 1000;
    while (!this.reaches(score, step)) step -= 1;
    return step;
  }

  /** All pairs of a label, or of all labels, in the order of items, then of labels. */
  pairs(label: number): (Pair & { readonly isTrue: boolean })[] {
    return this.scores.flatMap((row, item) =>
      row.flatMap((score, j) =>
        label === ALL || label === j ? [{ item, label: j, score, isTrue: this.truth[item]?.[j] ?? false }] : [],
      ),
    );
  }

  /** The whole list behind a grid, nearest the threshold first. */
  ranked(verdict: Verdict, label: number, step: number): Pair[] {
    const found = this.pairs(label).filter(({ score, isTrue }) => {
      const reached = this.reaches(score, step);
      return { tp: isTrue && reached, fn: isTrue && !reached, fp: !isTrue && reached }[verdict];
    });
    const sign = verdict === "fn" ? -1 : 1;
    // Stable, so that equal scores stay in the order of items, then of labels.
    return found
      .sort((a, b) => sign * (a.score - b.score))
      .map(({ item, label: of, score }) => ({ item, label: of, score }));
  }

  counts(label: number, step: number): { tp: number; fp: number; fn: number; tn: number } {
    const [tp, fp, fn] = (["tp", "fp", "fn"] as const).map((verdict) => this.ranked(verdict, label, step).length);
    const found = { tp: tp ?? 0, fp: fp ?? 0, fn: fn ?? 0 };
    return { ...found, tn: this.pairs(label).length - found.tp - found.fp - found.fn };
  }

  /** The first label of the highest score. */
  top(item: number): number {
    const row = this.scores[item] ?? [];
    return row.indexOf(Math.max(...row));
  }

  topScore(item: number): number {
    return this.scores[item]?.[this.top(item)] ?? 0;
  }

  /** Whether exactly the true labels of an item are predicted. */
  exact(item: number, step: number): boolean {
    const row = this.scores[item] ?? [];
    return row.every((score, j) => this.reaches(score, step) === this.truth[item]?.[j]);
  }

  /** Steps of recall times precision, over the distinct scores; NaN where nothing is true. */
  averagePrecision(label: number): number {
    const pairs = this.pairs(label);
    const support = pairs.filter(({ isTrue }) => isTrue).length;
    let area = 0;
    let before = 0;
    for (const limit of [...new Set(pairs.map(({ score }) => score))].sort((a, b) => b - a)) {
      const predicted = pairs.filter(({ score }) => score >= limit);
      const right = predicted.filter(({ isTrue }) => isTrue).length;
      area += ((right - before) / support) * (right / predicted.length);
      before = right;
    }
    return support === 0 ? Number.NaN : area;
  }

  /** The chance that a true pair scores above a false one, ties by half. */
  rocAuc(label: number): number {
    const pairs = this.pairs(label);
    const negatives = pairs.filter(({ isTrue }) => !isTrue);
    const wins = pairs
      .filter(({ isTrue }) => isTrue)
      .flatMap(({ score }) => negatives.map((other) => (Math.sign(score - other.score) + 1) / 2));
    return wins.reduce((sum, win) => sum + win, 0) / wins.length;
  }

  #own(value: number): number {
    return this.single ? Math.fround(value) : value;
  }
}
