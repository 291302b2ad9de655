const OURS = ".aew-part";
const MARK = "data-lm-suppress-shortcuts";

function mark(event: FocusEvent): void {
  const target = event.target;
  if (target instanceof HTMLElement && target.closest(OURS)) target.setAttribute(MARK, "true");
}

/**
 * Keep the keys pressed in our widgets away from the notebook, where `d d` deletes the cell.
 *
 * JupyterLab looks for the mark on the focused element itself, so each one gets it as it takes the focus: those inside
 * Vuetify's components, which our templates cannot reach, as well.
 */
export function keepKeys(root: Document, signal: AbortSignal): void {
  // A function of its own for each view: the same one twice would be kept once, and end with the first of the views.
  root.addEventListener("focusin", (event) => mark(event), { capture: true, signal });
}
