/** Run `work` once when it has not been asked for during `pause` milliseconds; nothing runs after the signal ends. */
export function whenQuiet(work: () => void, pause: number, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  return () => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(work, pause);
  };
}
