/**
 * Vuetify has one rule, for what stands beside the buttons of a stacked number field, that ends in "any element but":
 *
 *     .v-number-input--stacked … > .v-field__prepend-inner:has(.v-number-input__control) > *:not(…)
 *
 * Because of it, a browser computes the style of all elements of an output anew whenever a text in it changes: half of
 * the time that a step of the slider takes. Nothing of ours is such a field. The rule is narrowed to icons, which is what
 * stands there, so that fields of others look as before.
 */
const DEAR = /:has\([^)]*\)\s*>\s*\*?:not\(/;
const ANY = /(:has\(\.v-number-input__control\)\s*>\s*)\*?(:not\()/g;

function narrow(rules: CSSRuleList): void {
  for (const rule of rules) {
    const { selectorText } = rule as CSSStyleRule;
    if (selectorText && DEAR.test(selectorText)) {
      (rule as CSSStyleRule).selectorText = selectorText.replace(ANY, "$1.v-icon$2");
    }
    const inner = (rule as CSSGroupingRule).cssRules;
    if (inner?.length) narrow(inner);
  }
}

/** Keep changes of text cheap in a document where Vuetify's style is; done anew for each view, since styles may come late. */
export function restyleLess(root: Document): void {
  for (const sheet of root.styleSheets) {
    try {
      narrow(sheet.cssRules);
    } catch {
      // A style sheet of another origin can not be read: it is not Vuetify's.
    }
  }
}
