import type { PageFile } from "./file";

/** What themes are told to: Vuetify's, which has names for them. */
export interface Themed {
  change(name: "light" | "dark"): void;
}

/** Light or dark: as the file says, else as the reader's system does; on paper always light. */
export function followTheme(wanted: PageFile["theme"], themed: Themed, signal: AbortSignal): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = (dark: boolean) => {
    // The style of the widgets looks for JupyterLab's own mark.
    document.documentElement.dataset.jpThemeLight = String(!dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
    themed.change(dark ? "dark" : "light");
  };
  const now = () => apply(wanted === "auto" ? system.matches : wanted === "dark");
  system.addEventListener("change", now, { signal });
  addEventListener("beforeprint", () => apply(false), { signal });
  addEventListener("afterprint", now, { signal });
  now();
}
