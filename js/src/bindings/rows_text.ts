/**
 * Rows as one text, which the template parses: a trait that is a list is compared and copied deeply by ipyvue several
 * times at each change, and watched by Vue in every field.
 */
export function rowsText(rows: readonly unknown[]): string {
  return JSON.stringify(rows);
}
