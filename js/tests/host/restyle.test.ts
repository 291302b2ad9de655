import { describe, expect, it } from "vitest";
import { restyleLess } from "../../src/host/restyle";

const DEAR =
  ":where(.vuetify-styles) .v-number-input--stacked .v-field--variant-underlined > .v-field__prepend-inner:has(.v-number-input__control) > *:not(.v-number-input__control, .v-divider--vertical)";

/** What the function sees of a document: its sheets, their rules, and groups of rules. */
class FakeDocument {
  readonly styleSheets: unknown[] = [];

  add(...rules: unknown[]): this {
    this.styleSheets.push({ cssRules: rules });
    return this;
  }

  restyle(): void {
    restyleLess(this as unknown as Document);
  }
}

const rule = (selectorText: string) => ({ selectorText });

describe("restyleLess", () => {
  it("narrows Vuetify's rule for any element to icons", () => {
    const dear = rule(DEAR);
    new FakeDocument().add(dear).restyle();
    expect(dear.selectorText).toBe(DEAR.replace("> *:not", "> .v-icon:not"));
  });

  it("does so once, however many views are shown", () => {
    const dear = rule(DEAR);
    const page = new FakeDocument().add(dear);
    page.restyle();
    const once = dear.selectorText;
    page.restyle();
    expect(dear.selectorText).toBe(once);
  });

  it("finds it where the browser leaves the star out, in a list, and in a group of rules", () => {
    const both = rule(`${DEAR.replace("*:not", ":not")}, ${DEAR.replace("prepend", "append")}`);
    new FakeDocument().add({ cssRules: [both] }).restyle();
    expect(both.selectorText.match(/> \.v-icon:not/g)).toHaveLength(2);
  });

  it("leaves all other rules alone, those of others with :has too", () => {
    const selectors = [
      ".a:has(.b) > *:not(.c)",
      ".v-number-input .v-field:has(.v-icon)",
      ".aew-part > *:not(.aew-cell)",
    ];
    const rules = selectors.map(rule);
    new FakeDocument().add(...rules).restyle();
    expect(rules.map(({ selectorText }) => selectorText)).toEqual(selectors);
  });

  it("goes on where a sheet can not be read", () => {
    const dear = rule(DEAR);
    const page = new FakeDocument();
    page.styleSheets.push({
      get cssRules(): never {
        throw new DOMException("of another origin", "SecurityError");
      },
    });
    page.add(dear).restyle();
    expect(dear.selectorText).toContain("> .v-icon:not");
  });
});
