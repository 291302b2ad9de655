/** The message from Python is not what this bundle expects. */
export class WireError extends Error {
  override name = "WireError";
}

export function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
