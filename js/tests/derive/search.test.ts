// @vitest-environment node

import { describe, expect, it } from "vitest";
import { inIds, wordsOf } from "../../src/derive/search";
import { FLOWERS } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

describe("wordsOf", () => {
  it("parts at white space, and knows no capitals", () => {
    expect(wordsOf("  Canon\t2020\u3000x ")).toEqual(["canon", "2020", "x"]);
  });

  it.each(["", " ", "\n"])("of %o are none", (query) => {
    expect(wordsOf(query)).toEqual([]);
  });
});

describe("inIds", () => {
  const ids = ["IMG_1.jpg", "img_2.JPG", "__proto__", ".*", "a b", ""];
  const statistics = decode(messageOf(FLOWERS), ids);
  const found = (query: string) =>
    [...inIds(statistics, wordsOf(query)).keys()].filter((at) => inIds(statistics, wordsOf(query))[at]);

  it.each([
    ["img", [0, 1]],
    ["jpg img 2", [1]],
    ["__PROTO__", [2]],
    [".*", [3]],
    ["b a", [4]],
    ["nowhere", []],
  ])("of %o", (query, items) => {
    expect(found(query)).toEqual(items);
  });
});
