// @vitest-environment node

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareIds, idKey } from "../../src/derive/id_order";

/** Ids in the order that Python gives them (tests/contract/orders.py). */
const SORTED = (
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../tests/fixtures/orders.json"), "utf8")) as {
    ids: string[];
  }
).ids;

describe("ids", () => {
  it("come in the order that Python gives them", () => {
    for (const shuffled of [
      [...SORTED].reverse(),
      [...SORTED].sort(),
      [...SORTED].sort((a, b) => b.length - a.length),
    ]) {
      expect(shuffled.sort((a, b) => compareIds(a, b))).toEqual(SORTED);
    }
  });

  it("compare numbers as numbers", () => {
    expect(compareIds("img_2.jpg", "img_10.jpg")).toBeLessThan(0);
    expect(compareIds("9007199254740993", "9007199254740992")).toBeGreaterThan(0);
  });

  it("are equal to themselves only", () => {
    for (const a of SORTED) {
      for (const b of SORTED) expect(Math.sign(compareIds(a, b)) === 0).toBe(a === b);
    }
  });

  it("have keys that can be made once", () => {
    expect(idKey("a07b")).toEqual(["a", "7", "b"]);
    expect(compareIds("a2", "a10", idKey("a2"), idKey("a10"))).toBeLessThan(0);
  });
});
