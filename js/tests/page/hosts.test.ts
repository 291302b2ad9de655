import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import coordinator from "../../src/coordinator";
import type { PageCoordinator, PageModel } from "../../src/host/page";
import { archiveOf } from "../../src/page/archive";
import { runAll } from "../../src/page/running";
import { show } from "../../src/page/show";
import { makeWidgets } from "../../src/page/widgets";
import { FakeCoordinatorModel, FakeManager, type Question } from "../fakes/host";
import { FakeModel } from "../fakes/model";
import { coordinatorState, EMPTY, fixture, pageFile } from "../fakes/page";
import { type Golden, goldens, traitsIn } from "../golden";

const none = async () => EMPTY;

/** What a test needs of a host: to set the selection, and to look at every trait of every widget. */
interface Host {
  select(values: Record<string, unknown>): Promise<void>;
  traits(): Record<string, unknown>;
}

/** Frames are drawn when the test says so. */
let frames: (() => void)[] = [];
beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => frames.push(work));
  vi.stubGlobal("requestIdleCallback", () => 0);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => document.body.replaceChildren());

async function drawn(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((done) => setTimeout(done));
    for (const work of frames.splice(0)) work();
  }
}

async function jupyterHost(sent: Record<string, unknown>): Promise<Host> {
  const states = Object.entries(fixture().models);
  const models = new Map(states.map(([id, state]) => [id, new FakeModel({ ...state })]));
  const manager = new FakeManager();
  for (const [id, model] of models) manager.children.set(id, model);
  const model = new FakeCoordinatorModel({ ...coordinatorState(sent) }, manager);
  // What answers is the same on both: here in the kernel's place.
  const archive = archiveOf(none);
  model.send = (question) => {
    void archive.answer(question as never).then((answer) => model.answer({ ...answer, id: (question as Question).id }));
  };
  coordinator().initialize({ model, signal: new AbortController().signal });
  return hostOf(model, models, states);
}

async function pageHost(sent: Record<string, unknown>): Promise<Host> {
  const file = pageFile(sent);
  const widgets = makeWidgets(file, none);
  runAll(widgets, new AbortController().signal);
  const [model] = widgets.coordinators.values() as Iterable<PageCoordinator>;
  const models = new Map(Object.keys(file.models).map((id) => [id, widgets.models.find(id)]));
  return hostOf(model as PageCoordinator, models, Object.entries(file.models));
}

async function hostOf(
  model: { set(values: Record<string, unknown>): void },
  models: ReadonlyMap<string, FakeModel | PageModel>,
  states: readonly (readonly [string, Readonly<Record<string, unknown>>])[],
): Promise<Host> {
  // All of it is on screen: what is not follows later.
  for (const model of models.values()) if (model.get("on_screen") !== undefined) model.set({ on_screen: 1 });
  await drawn();
  return {
    async select(values) {
      model.set(values);
      await drawn();
    },
    traits: () =>
      Object.fromEntries(
        states.map(([id, state]) => [
          id,
          Object.fromEntries(Object.keys(state).map((name) => [name, models.get(id)?.get(name)])),
        ]),
      ),
  };
}

function nameOf({ sent }: Golden, label: number): string | null {
  return (sent.evaluation as { labels: string[] }).labels[label] ?? null;
}

describe.each(goldens())("the evaluation “$name”", (golden) => {
  it("is shown alike in a notebook and on a page", async () => {
    const [notebook, page] = [await jupyterHost(traitsIn(golden)), await pageHost(traitsIn(golden))];
    // The lists come unpacked after the numbers, which takes the longer the busier the machine is.
    await vi.waitFor(async () => {
      await drawn();
      expect(page.traits()).toEqual(notebook.traits());
    }, 4_000);
    for (const { label, step } of golden.selections) {
      for (const host of [notebook, page]) {
        await host.select({ threshold: step / 1000, label: nameOf(golden, label), cell: [0, 0] });
      }
      expect(page.traits()).toEqual(notebook.traits());
    }
  });

  it("says on a page what Python says", async () => {
    for (const { label, step, figures } of golden.selections.filter((_, at) => at % 9 === 4)) {
      const place = document.body.appendChild(document.createElement("div"));
      const life = new AbortController();
      const name = nameOf(golden, label);
      show(pageFile(traitsIn(golden), { threshold: step / 1000, label: name }), none, place, life.signal);
      await drawn();
      const values = [...place.querySelectorAll(".aew-figure-value")].map(({ textContent }) => textContent);
      expect([...values].sort()).toEqual([...figures].sort());
      expect(place.querySelector(".aew-metrics .aew-title")?.textContent).toBe(name ?? "All labels");
      life.abort();
      expect(place.textContent).toBe("");
    }
  });
});
