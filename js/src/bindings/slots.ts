/**
 * Which element of a grid shows which card: a card that stays keeps its own, and one that comes takes that of one that has
 * gone. So a step of the slider changes texts, where elements made anew would have to be styled and laid out.
 */
export class Slots {
  #taken = new Map<string, number>();

  /** The slots of the cards with these keys, in their order. */
  of(keys: readonly string[]): number[] {
    const staying = new Set(keys.flatMap((key) => this.#taken.get(key) ?? []));
    const enough = Array.from({ length: keys.length + staying.size }, (_, slot) => slot);
    const free = enough.filter((slot) => !staying.has(slot));
    const slots = keys.map((key) => this.#taken.get(key) ?? (free.shift() as number));
    this.#taken = new Map(keys.map((key, at) => [key, slots[at] as number]));
    return slots;
  }
}
