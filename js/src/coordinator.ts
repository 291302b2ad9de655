import type { CoordinatorModel } from "./host/jupyter";
import { keepKeys } from "./host/keys";
import { restyleLess } from "./host/restyle";
import { Run } from "./run";

interface Rendering {
  readonly model: CoordinatorModel;
  readonly el: HTMLElement;
  readonly signal: AbortSignal;
}

/** Shows nothing, or what went wrong, in its place. The element itself is the host's: its style is not ours to set. */
function renderProblems(run: Run, { el, signal }: Rendering): void {
  const alert = el.ownerDocument.createElement("div");
  alert.className = "aew-problems";
  alert.setAttribute("role", "alert");
  const show = () => {
    // Told at each step: what is as it was is left alone, else the browser would look at each of these elements anew.
    if (alert.textContent !== run.problems) alert.textContent = run.problems;
    if (alert.hidden !== (run.problems === "")) alert.hidden = run.problems === "";
    if (alert.dataset.state !== run.state) alert.dataset.state = run.state;
  };
  run.whenChanged(show, signal);
  show();
  el.append(alert);
}

/** Tell the style beside the widget that it is alive, so that nothing stands in for it (export/saved.css). */
function markAlive({ model, el, signal }: Rendering): void {
  if (!signal.aborted) el.classList.add(`aew-live-${model.get("_mark")}`);
}

/** A function, so that each widget has its own: nothing is kept in the module. */
export default () => {
  let run: Run | undefined;
  return {
    // Returns at once: anywidget stops hearing the kernel where this takes longer than two seconds.
    initialize({ model, signal }: { model: CoordinatorModel; signal: AbortSignal }): void {
      run = new Run(model, signal);
    },
    render(rendering: Rendering): void {
      keepKeys(rendering.el.ownerDocument, rendering.signal);
      if (run) renderProblems(run, rendering);
      void run?.ready.then((alive) => {
        if (alive) markAlive(rendering);
        restyleLess(rendering.el.ownerDocument);
      });
    },
  };
};
