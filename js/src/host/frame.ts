/**
 * Run `work` at most once per animation frame, however often it is asked for; nothing runs after the signal ends.
 *
 * The first time in a frame it runs as soon as the caller has ended, not when the frame is drawn: what others draw with
 * the next frame then (the plots) is drawn with this one, and not one later.
 */
export function perFrame(work: () => void, signal: AbortSignal): () => void {
  let asked = false;
  let frame: number | undefined;
  signal.addEventListener("abort", () => frame !== undefined && cancelAnimationFrame(frame), { once: true });
  const run = () => {
    if (!asked || signal.aborted) return;
    asked = false;
    work();
  };
  const draw = () => {
    frame = asked ? requestAnimationFrame(draw) : undefined;
    run();
  };
  return () => {
    if (signal.aborted) return;
    asked = true;
    if (frame !== undefined) return;
    frame = requestAnimationFrame(draw);
    queueMicrotask(run);
  };
}
