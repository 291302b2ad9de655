import { afterEach, describe, expect, it } from "vitest";
import { keepKeys } from "../../src/host/keys";

const MARK = "data-lm-suppress-shortcuts";

function page(html: HTMLElement): HTMLElement {
  document.body.append(html);
  return html;
}

/** A part of ours, with a button deep inside, as Vuetify nests them. */
function part(inner: HTMLElement, className = "aew-part aew-threshold"): HTMLElement {
  const outer = document.createElement("div");
  outer.className = className;
  const nested = document.createElement("div");
  nested.append(inner);
  outer.append(nested);
  return page(outer);
}

function button(): HTMLButtonElement {
  return document.createElement("button");
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("keepKeys", () => {
  it("marks what takes the focus inside a part of ours, as it takes it", () => {
    const life = new AbortController();
    keepKeys(document, life.signal);
    const inner = button();
    part(inner);
    expect(inner.hasAttribute(MARK)).toBe(false);
    inner.focus();
    expect(inner.getAttribute(MARK)).toBe("true");
    life.abort();
  });

  it("marks a part that takes the focus itself", () => {
    const life = new AbortController();
    keepKeys(document, life.signal);
    const outer = part(button());
    outer.tabIndex = 0;
    outer.focus();
    expect(outer.hasAttribute(MARK)).toBe(true);
    life.abort();
  });

  it("leaves everything else on the page alone", () => {
    const life = new AbortController();
    keepKeys(document, life.signal);
    const inner = button();
    part(inner, "jp-Cell");
    inner.focus();
    expect(inner.hasAttribute(MARK)).toBe(false);
    document.dispatchEvent(new FocusEvent("focusin"));
    life.abort();
  });

  it("ends with its signal", () => {
    const life = new AbortController();
    keepKeys(document, life.signal);
    life.abort();
    const inner = button();
    part(inner);
    inner.focus();
    expect(inner.hasAttribute(MARK)).toBe(false);
  });

  it("goes on for another view where one ends", () => {
    const [one, two] = [new AbortController(), new AbortController()];
    for (const life of [one, two]) keepKeys(document, life.signal);
    one.abort();
    const inner = button();
    part(inner);
    inner.focus();
    expect(inner.hasAttribute(MARK)).toBe(true);
    two.abort();
  });
});
