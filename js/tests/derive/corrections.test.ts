// @vitest-environment node

import { describe, expect, it } from "vitest";
import { badge, type Correction, correctionRows, momentText, without, withVerdict } from "../../src/derive/corrections";
import { planOf } from "../../src/derive/if_corrected";
import { FLOWERS, SCENES } from "../fakes/cases";
import { decode, messageOf } from "../fakes/message";

const flowers = decode(messageOf(FLOWERS));
const scenes = decode(messageOf(SCENES));
const WHEN = new Date("2026-01-22T09:30:00.123Z");
const give = (said: Parameters<typeof withVerdict>[3], item = 3, before: readonly Correction[] = []) =>
  withVerdict(before, flowers, item, said, WHEN);

it("momentText is as Python writes it", () => {
  expect(momentText(WHEN)).toBe("2026-01-22T09:30:00.123000+00:00");
});

describe("a verdict", () => {
  it("says which item, what its label was, what it should be, and when", () => {
    expect(give({ verdict: "wrong_label", new_label: "daisy" })).toEqual([
      { id: "3", verdict: "wrong_label", old_label: "rose", new_label: "daisy", note: "", when: momentText(WHEN) },
    ]);
  });

  it("of several labels has lists", () => {
    const [made] = withVerdict([], scenes, 0, { verdict: "wrong_label", new_label: ["sea"] }, WHEN);
    expect(made).toMatchObject({ old_label: ["sea", "sky"], new_label: ["sea"] });
  });

  it("takes the place of what was said before, but for its note", () => {
    const noted = give({ verdict: "note", note: "look" });
    const both = give({ verdict: "ambiguous" }, 1, noted);
    const again = give({ verdict: "bad_image" }, 3, both);
    expect(again.map(({ id, verdict, note }) => [id, verdict, note])).toEqual([
      ["1", "ambiguous", ""],
      ["3", "bad_image", "look"],
    ]);
    expect(noted).toHaveLength(1);
  });

  it("is taken back without the others", () => {
    const both = give({ verdict: "ambiguous" }, 1, give({ verdict: "duplicate" }));
    expect(without(both, "3").map(({ id }) => id)).toEqual(["1"]);
  });
});

describe("a badge", () => {
  it("tells the verdict and the right label", () => {
    expect(badge(give({ verdict: "wrong_label", new_label: "daisy" }), "3")).toMatchObject({
      name: "Wrong label",
      label: "daisy",
    });
    expect(badge([], "3")).toBeNull();
  });

  it("tells of no label at all, and of contradictions", () => {
    const [none] = withVerdict([], scenes, 0, { verdict: "wrong_label", new_label: [] }, WHEN);
    expect(badge(none ? [none] : [], "0")?.label).toBe("no label");
    const twice = [...give({ verdict: "ambiguous" }), ...give({ verdict: "duplicate" })];
    expect(badge(twice, "3")?.name).toBe("Contradictory verdicts");
  });
});

it("rows have the last verdict first", () => {
  const rows = correctionRows(give({ verdict: "ambiguous" }, 1, give({ verdict: "wrong_label", new_label: "daisy" })));
  expect(rows.map(({ id, name, old, label }) => [id, name, old, label])).toEqual([
    ["1", "Ambiguous", "daisy", ""],
    ["3", "Wrong label", "rose", "daisy"],
  ]);
});

describe("what does not fit", () => {
  const wrong: Correction = { ...(give({ verdict: "wrong_label", new_label: "daisy" })[0] as Correction) };

  it.each([
    ["a label that is another one by now", [{ ...wrong, old_label: "tulip" }], 1],
    ["a label that is unknown", [{ ...wrong, new_label: "lily" }], 1],
    ["a list of labels where there is one", [{ ...wrong, old_label: null, new_label: ["daisy"] }], 1],
    ["contradictory verdicts", [wrong, { ...wrong, verdict: "duplicate", new_label: null }], 2],
    ["an item of another split", [{ ...wrong, id: "elsewhere" }], 0],
    ["one that has been put right already", [{ ...wrong, old_label: "tulip", new_label: "rose" }], 0],
  ] as [string, Correction[], number][])("%s", (_what, corrections, unfit) => {
    expect(planOf(flowers, corrections).unfit).toBe(unfit);
  });

  it("changes nothing, as a note does and what is ambiguous", () => {
    const said = give(
      { verdict: "note", note: "x" },
      0,
      give({ verdict: "ambiguous" }, 1, [{ ...wrong, old_label: "tulip" }]),
    );
    expect(planOf(flowers, said)).toMatchObject({ changes: [], unfit: 1 });
  });
});
