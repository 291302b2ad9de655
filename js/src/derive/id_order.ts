/** The order of ids as a person reads them: "img_2" before "img_10". The twin of answers/id_order.py. */

/** Texts between numbers, and at the odd places the numbers, without leading zeros: "a07b" gives "a", "7", "b". */
export type IdKey = readonly string[];

export function idKey(id: string): IdKey {
  return id.split(/([0-9]+)/).map((part, at) => (at % 2 ? part.replace(/^0+/, "") : part));
}

/** Where UTF-16 and code points differ: a surrogate, which begins a code point above all others, counts as more. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Compare by code points, as Python does. */
function compareTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = weight(a.charCodeAt(at)) - weight(b.charCodeAt(at));
    if (difference) return difference;
  }
  return a.length - b.length;
}

/** Compare whole numbers of any length: the longer one is the larger one. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

/** Compare two ids, given with their keys, so that a sort makes each key once. */
export function compareIds(a: string, b: string, keyA: IdKey = idKey(a), keyB: IdKey = idKey(b)): number {
  const shared = Math.min(keyA.length, keyB.length);
  for (let at = 0; at < shared; at++) {
    const compare = at % 2 ? compareNumbers : compareTexts;
    const difference = compare(keyA[at] ?? "", keyB[at] ?? "");
    if (difference) return difference;
  }
  return keyA.length - keyB.length || compareTexts(a, b);
}
