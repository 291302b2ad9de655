// @vitest-environment node

import { expect, it } from "vitest";
import { text, WireError } from "../src/errors";

it("a wire error is known by its name", () => {
  const error = new WireError("field top: its buffer is missing");
  expect([error.name, error instanceof Error, String(error)]).toEqual([
    "WireError",
    true,
    "WireError: field top: its buffer is missing",
  ]);
});

it("the text of anything thrown can be shown", () => {
  expect(text(new WireError("why"))).toBe("why");
  expect(text("why")).toBe("why");
  expect(text(undefined)).toBe("undefined");
  expect(text({ toString: () => "why" })).toBe("why");
});
