import fc from "fast-check";
import { Evaluation, type Given } from "./evaluation";

/** Three flowers, six items: at 0.5 some of each verdict, a tie, and a label that no item bears. */
export const FLOWERS: Given = {
  labels: ["daisy", "rose", "tulip"],
  truth: [0, 0, 1, 1, 1, 0],
  scores: [
    [0.9, 0.05, 0.05],
    [0.5, 0.3, 0.2],
    [0.2, 0.7, 0.1],
    [0.6, 0.3, 0.1],
    [0.1, 0.3, 0.6],
    [0.2, 0.7, 0.1],
  ],
};

/** Two of three labels may be true at once, and one item bears none. */
export const SCENES: Given = {
  labels: ["sea", "sky", "dog"],
  truth: [
    [true, true, false],
    [false, true, true],
    [false, false, false],
    [true, false, false],
  ],
  scores: [
    [0.8, 0.6, 0.1],
    [0.4, 0.9, 0.3],
    [0.2, 0.55, 0.5],
    [0.845, 0.1, 0.2],
  ],
};

/** Names that would do harm where a name is taken for markup, a path, a key or a reference. */
export const NASTY = [
  "__proto__",
  "constructor",
  "<img src=x onerror=alert(1)>",
  "IPY_MODEL_x",
  "{{7*7}}",
  "All labels",
  "(other)",
  "",
  "\u202eabc",
];

/** A score as tests love them: on the grid, beside it, at the ends, and often equal to another. */
export function scores(): fc.Arbitrary<number> {
  const hundredths = fc.integer({ min: 0, max: 100 }).map((k) => k / 100);
  const few = fc.constantFrom(0, 0.0005, 0.4995, 0.5, 0.5004, 0.845, 0.9999, 1);
  const beside = hundredths.map((score) => Math.min(1, score + 2 ** -40));
  return fc.oneof({ weight: 5, arbitrary: hundredths }, { weight: 2, arbitrary: few }, beside);
}

/** Any small evaluation, single-label or multi-label, in single or double precision. */
export function evaluations(size: { items: number; labels: number }): fc.Arbitrary<Evaluation> {
  const shape = fc.record({
    items: fc.integer({ min: 1, max: size.items }),
    labels: fc.integer({ min: 1, max: size.labels }),
    single: fc.boolean(),
    multilabel: fc.boolean(),
  });
  return shape.chain(({ items, labels, single, multilabel }) => {
    const table = <T>(entry: fc.Arbitrary<T>) => {
      const row = fc.array(entry, { minLength: labels, maxLength: labels });
      return fc.array(row, { minLength: items, maxLength: items });
    };
    const codes = fc.array(fc.integer({ min: 0, max: labels - 1 }), { minLength: items, maxLength: items });
    const truth: fc.Arbitrary<number[] | boolean[][]> = multilabel ? table(fc.boolean()) : codes;
    return fc.record({ scores: table(scores()), truth }).map((given) => new Evaluation({ ...given, single }));
  });
}
