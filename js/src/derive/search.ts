import type { Statistics } from "../decode";
import { idOf } from "./cards";

// What Python parts words by; JavaScript's own \s is another set.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are white space to Python
const BETWEEN = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** The words that are looked for: none means that nothing is. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(BETWEEN).filter(Boolean);
}

/** Marks the items whose ids have all the words, in upper or lower case. */
export function inIds(statistics: Statistics, words: readonly string[]): Uint8Array {
  return Uint8Array.from({ length: statistics.items }, (_, item) => {
    const id = idOf(statistics, item).toLowerCase();
    return Number(words.every((word) => id.includes(word)));
  });
}
