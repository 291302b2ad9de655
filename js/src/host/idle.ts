/** Do a long work in small bites, only while nothing else is to do; `bite` tells whether there is more. */
export function whenIdle(bite: () => boolean, signal: AbortSignal): void {
  const later = (work: () => void) =>
    // Safari has no idle callback.
    typeof requestIdleCallback === "function" ? requestIdleCallback(work) : setTimeout(work, 16);
  const run = () => {
    if (!signal.aborted && bite()) later(run);
  };
  later(run);
}
