/** The message from Python is not what this bundle expects. */
export class WireError extends Error {
  override name = "WireError";
}

/** What to do where Python's message and this bundle do not fit. */
export const REMEDY =
  "The package and the notebook disagree: run the cell again, or install the same version on both sides.";

export function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
