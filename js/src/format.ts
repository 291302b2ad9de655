/** Every text that is a number. The twin of metrics/rounding.py; the contract tests compare the two. */

export const DASH = "–";

/** A share with at most two decimals, rounded half up from the whole numbers themselves: 29 of 32 is "90.63%". */
export function percent(numerator: number, denominator: number): string {
  if (denominator === 0) return DASH;
  const hundredths = quotient(2 * 10_000 * numerator + denominator, 2 * denominator);
  const decimals = String(hundredths % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${quotient(hundredths, 100)}${decimals && `.${decimals}`}%`;
}

/** A share in whole percents, half up; never 0 or 100 where it is not. */
export function wholePercent(count: number, total: number): string {
  if (count === 0 || total === 0) return DASH;
  const whole = quotient(2 * 100 * count + total, 2 * total);
  if (whole === 0) return "<1%";
  if (whole === 100 && count < total) return ">99%";
  return `${whole}%`;
}

/** Three decimals, half up on the exact value (as the language defines toFixed). */
export function decimal(value: number | null | undefined, places = 3): string {
  return value === null || value === undefined || Number.isNaN(value) ? DASH : value.toFixed(places);
}

/** The shortest decimal that reads back to the same score in the scores' own type: "0.57167983". */
export function scoreText(score: number, single: boolean): string {
  const round = single ? Math.fround : (x: number) => x;
  for (let digits = 1; digits < 17; digits++) {
    // This text itself: of two that are equally near it is the higher one, while String would take the even one.
    const short = score.toPrecision(digits);
    if (round(Number(short)) === score) return short;
  }
  return score.toPrecision(17);
}

/** A whole number with its thousands marked: "3,299". */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A threshold with two decimals, or three where it needs them: "0.50", "0.845". */
export function thresholdText(step: number): string {
  return (step / 1000).toFixed(step % 10 === 0 ? 2 : 3);
}

function quotient(numerator: number, denominator: number): number {
  return (numerator - (numerator % denominator)) / denominator;
}
