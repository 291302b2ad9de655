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
  root.addEventListener("focusin", mark, { capture: true, signal });
}
