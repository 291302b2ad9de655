// @vitest-environment node

import { expect, it } from "vitest";
import type { Correction } from "../src/derive/corrections";
import { Ledger } from "../src/ledger";
import { Selection, START } from "../src/selection";

const one = { id: "1", verdict: "note", old_label: null, new_label: null, note: "", when: "" } as Correction;

it("takes changes back, the last one first, until there is none", () => {
  const selection = new Selection(START);
  const ledger = new Ledger(selection, new AbortController().signal);
  expect(ledger.canUndo).toBe(false);
  selection.update({ corrections: [one] }, "user");
  selection.update({ step: 3 }, "user");
  selection.update({ corrections: [] }, "user");
  ledger.undo();
  expect(selection.get()).toMatchObject({ corrections: [one], step: 3 });
  ledger.undo();
  expect([selection.get().corrections, ledger.canUndo]).toEqual([[], false]);
  ledger.undo();
  expect(selection.get().corrections).toEqual([]);
});

it("does not take back what Python has assigned", () => {
  const selection = new Selection(START);
  const ledger = new Ledger(selection, new AbortController().signal);
  selection.update({ corrections: [one] }, "user");
  selection.update({ corrections: [one, one] }, "host");
  expect(ledger.canUndo).toBe(false);
});
