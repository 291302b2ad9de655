// @vitest-environment node

import { expect, it } from "vitest";
import { FIELDS, ROLES } from "../src/wire.gen";
import { FLOWERS } from "./fakes/cases";
import { messageOf } from "./fakes/message";

it("declares each field once, little-endian, in types that a browser has", () => {
  const names = FIELDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { dtypes } of FIELDS) for (const dtype of dtypes) expect(dtype).toMatch(/^<(u1|u2|u4|f4|f8)$/);
});

it("declares what the messages of these tests have, no more and no less", () => {
  const { figures, lists, names } = messageOf(FLOWERS, { ids: ["a", "b", "c", "d", "e", "f"] });
  const sent = [figures, lists, names].flatMap((part) => Object.keys(part?.arrays ?? {}));
  expect(sent.sort()).toEqual(FIELDS.map(({ name }) => name).sort());
});

it("declares the widgets of each part, each once, in names that references can be told apart by", () => {
  for (const [role, members] of Object.entries(ROLES)) {
    expect(role).toMatch(/^[a-z_]+$/);
    expect(new Set(members).size).toBe(members.length);
    for (const member of members) expect(member).toMatch(/^[a-z0-9_]+$/);
  }
});
