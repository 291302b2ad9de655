// @vitest-environment node

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { count, DASH, decimal, percent, scoreText, thresholdText, wholePercent } from "../src/format";

/** A share of whole numbers, as tests of rounding need it: exact. */
function shares(): fc.Arbitrary<{ part: number; whole: number }> {
  const whole = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 50_000_000_000 }));
  return whole.chain((of) => fc.record({ part: fc.integer({ min: 0, max: of }), whole: fc.constant(of) }));
}

/** Half up in whole numbers without end. */
function rounded(part: number, whole: number, scale: bigint): bigint {
  return (2n * scale * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole));
}

describe("percent", () => {
  it.each([
    [29, 32, "90.63%"],
    [7, 8, "87.5%"],
    [354, 365, "96.99%"],
    [354, 367, "96.46%"],
    [58, 62, "93.55%"],
    [56, 58, "96.55%"],
    [58, 64, "90.63%"],
    [56, 64, "87.5%"],
    [0, 7, "0%"],
    [7, 7, "100%"],
    [1, 10, "10%"],
    [1, 1000, "0.1%"],
    [1, 100_000, "0%"],
    [1, 20_000, "0.01%"],
    [99_999, 100_000, "100%"],
    [1, 3, "33.33%"],
    [2, 3, "66.67%"],
  ])("writes %i of %i as %s", (part, whole, text) => {
    expect(percent(part, whole)).toBe(text);
  });

  it.each([
    [1, 32, "3.13%"],
    [3, 32, "9.38%"],
    [1, 800, "0.13%"],
    [201, 20_000, "1.01%"],
    [20_099, 20_000 * 10, "10.05%"],
  ])("rounds the tie %i of %i up, to %s", (part, whole, text) => {
    expect(percent(part, whole)).toBe(text);
  });

  it("writes an en dash where nothing is divided", () => {
    expect([percent(0, 0), DASH]).toEqual(["–", "\u2013"]);
  });

  it("equals the exact value, rounded half up, for any share", () => {
    fc.assert(
      fc.property(shares(), ({ part, whole }) => {
        const text = percent(part, whole);
        expect(text).toMatch(/^\d+(\.\d?[1-9])?%$/);
        expect(BigInt(Math.round(Number.parseFloat(text) * 100))).toBe(rounded(part, whole, 10_000n));
      }),
    );
  });
});

describe("wholePercent", () => {
  it.each([
    [58, 64, "91%"],
    [1, 40, "3%"],
    [1, 200, "1%"],
    [1, 201, "<1%"],
    [199, 200, ">99%"],
    [197, 200, "99%"],
    [64, 64, "100%"],
    [0, 64, DASH],
    [0, 0, DASH],
    [1, 2, "50%"],
  ])("writes %i of %i as %s", (part, whole, text) => {
    expect(wholePercent(part, whole)).toBe(text);
  });

  it("says 100% only of all, and is half up between", () => {
    fc.assert(
      fc.property(shares(), ({ part, whole }) => {
        const text = wholePercent(part, whole);
        const exact = rounded(part, whole, 100n);
        expect(text === "100%").toBe(part === whole);
        expect(text === DASH).toBe(part === 0);
        expect(text === "<1%").toBe(part > 0 && exact === 0n);
        expect(text === ">99%").toBe(part < whole && exact === 100n);
        if (/^\d/.test(text)) expect(text).toBe(`${exact}%`);
      }),
    );
  });
});

describe("decimal", () => {
  it.each([
    [0.997, "0.997"],
    [1, "1.000"],
    [0, "0.000"],
    [0.9995, "1.000"],
    [0.0005, "0.001"],
    [2 / 3, "0.667"],
    [0.0625, "0.063"],
  ])("writes %d as %s", (value, text) => {
    expect(decimal(value)).toBe(text);
  });

  it("rounds the exact value, not what is written of it: 0.5015 lies below its half", () => {
    expect([decimal(0.5015), decimal(0.5005)]).toEqual(["0.501", "0.500"]);
  });

  it.each([Number.NaN, null, undefined])("writes %s as an en dash", (value) => {
    expect(decimal(value)).toBe(DASH);
  });

  it("takes other numbers of places", () => {
    expect([decimal(0.125, 2), decimal(0.5, 0), decimal(0.25, 4)]).toEqual(["0.13", "1", "0.2500"]);
  });
});

describe("scoreText", () => {
  it.each([
    [0.57167983, "0.57167983"],
    [0.84, "0.84"],
    [0.1, "0.1"],
    [1 / 3, "0.33333334"],
    [0, "0"],
    [1, "1"],
    [1e-7, "1e-7"],
    [1.5e-10, "1.5e-10"],
    [0.000001, "0.000001"],
    [2 ** -149, "1e-45"],
  ])("writes the single-precision number nearest %d as %s", (score, text) => {
    expect(scoreText(Math.fround(score), true)).toBe(text);
  });

  it.each([
    [0.57167983, "0.57167983"],
    [0.1 + 0.2, "0.30000000000000004"],
    [1 / 3, "0.3333333333333333"],
    [Math.fround(0.84), "0.8399999737739563"],
    [5e-324, "5e-324"],
  ])("writes the double %d as %s", (score, text) => {
    expect(scoreText(score, false)).toBe(text);
  });

  it("reads back to the same single, and no shorter text does", () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1, noNaN: true }), (score) => {
        const text = scoreText(score, true);
        expect(Math.fround(Number(text))).toBe(score);
        expect(Math.fround(shortened(text))).not.toBe(score);
      }),
      { numRuns: 500 },
    );
  });

  it("reads back to the same double, and no shorter text does", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (score) => {
        const text = scoreText(score, false);
        expect(Number(text)).toBe(score);
        expect(shortened(text)).not.toBe(score);
      }),
      { numRuns: 500 },
    );
  });

  /** The number with one digit less, rounded; NaN where there is one digit only. */
  function shortened(text: string): number {
    const digits = text.replace(/e.*/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;
    return digits < 2 ? Number.NaN : Number(Number(text).toPrecision(digits - 1));
  }
});

describe("count and thresholdText", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [3299, "3,299"],
    [1000, "1,000"],
    [1234567, "1,234,567"],
    [100000, "100,000"],
  ])("marks the thousands of %i: %s", (value, text) => {
    expect(count(value)).toBe(text);
  });

  it.each([
    [500, "0.50"],
    [845, "0.845"],
    [0, "0.00"],
    [1000, "1.00"],
    [1, "0.001"],
    [10, "0.01"],
    [999, "0.999"],
  ])("writes step %i as %s", (step, text) => {
    expect(thresholdText(step)).toBe(text);
    expect(Math.round(Number(thresholdText(step)) * 1000)).toBe(step);
  });
});
