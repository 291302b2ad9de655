import { createApp, h, ref } from "vue";
import { createVuetify } from "vuetify";
import { aliases, mdi } from "vuetify/iconsets/mdi-svg";
import { Bar } from "./bar";
import type { PageFile, Pictures } from "./file";
import { linkTo, obeyAddress, writeAddress } from "./follow_address";
import { layoutOf } from "./layout";
import { runAll } from "./running";
import { followTheme } from "./theme";
import { makeWidgets } from "./widgets";

/** Show a file; all of it ends with the signal. */
export function show(file: PageFile, pictures: () => Promise<Pictures>, place: Element, signal: AbortSignal): void {
  const widgets = makeWidgets(file, pictures);
  const [first] = widgets.coordinators.values();
  const problem = ref(first ? obeyAddress(first, location.hash) : "");
  const running = runAll(widgets, signal);
  const vuetify = createVuetify({ icons: { defaultSet: "mdi", aliases, sets: { mdi } } });
  followTheme(file.theme, vuetify.theme, signal);
  // In the frame of a notebook there is no address to be shared.
  const shared = location.protocol === "about:" ? undefined : first;
  if (shared) {
    writeAddress(shared, signal);
    addEventListener("hashchange", () => (problem.value = obeyAddress(shared, location.hash)), { signal });
  }
  const layout = layoutOf(file.tree, widgets, running);
  const link = shared && (() => linkTo(shared, location.href));
  const app = createApp({
    render: () => [h(Bar, { ...(link && { link }), problem: problem.value }), h("main", h(layout))],
  });
  app.use(vuetify).mount(place);
  signal.addEventListener("abort", () => app.unmount(), { once: true });
}
