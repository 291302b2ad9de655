// @vitest-environment node

import { describe, expect, it } from "vitest";
import { Slots } from "../../src/bindings/slots";

describe("slots", () => {
  it("are numbered in the order of the first cards", () => {
    expect(new Slots().of(["a", "b", "c"])).toEqual([0, 1, 2]);
  });

  it("are kept by the cards that stay, wherever they go", () => {
    const slots = new Slots();
    slots.of(["a", "b", "c"]);
    expect(slots.of(["b", "c", "d"])).toEqual([1, 2, 0]);
    expect(slots.of(["d", "b"])).toEqual([0, 1]);
    expect(slots.of(["e", "b", "f"])).toEqual([0, 1, 2]);
  });

  it("are all taken over in order when all cards are others", () => {
    const slots = new Slots();
    slots.of(["a", "b", "c"]);
    expect(slots.of(["x", "y", "z"])).toEqual([0, 1, 2]);
    expect(slots.of([])).toEqual([]);
    expect(slots.of(["a"])).toEqual([0]);
  });

  it("are never shared, and no more than cards were there at once before and after", () => {
    const slots = new Slots();
    let seed = 7;
    const chance = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    let before = 0;
    for (let round = 0; round < 300; round++) {
      const keys = [...new Set(Array.from({ length: chance(12) }, () => String(chance(20))))];
      const given = slots.of(keys);
      expect(new Set(given).size).toBe(keys.length);
      before = Math.max(before, keys.length);
      for (const slot of given) expect(slot).toBeLessThan(2 * before);
    }
  });
});
