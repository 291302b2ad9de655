/** Run `work` at most once per animation frame, however often it is asked for; nothing runs after the signal ends. */
export function perFrame(work: () => void, signal: AbortSignal): () => void {
  let pending: number | undefined;
  signal.addEventListener("abort", () => pending !== undefined && cancelAnimationFrame(pending), { once: true });
  return () => {
    if (pending !== undefined || signal.aborted) return;
    pending = requestAnimationFrame(() => {
      pending = undefined;
      work();
    });
  };
}
