import templates from "aew:templates";
import type { Component } from "vue";
import type { PageModel } from "../host/page";

/** A template on its model: as in ipyvue its data are the traits, read and written. */
export function templateOn(file: string, model: PageModel): Component {
  const template = templates[file];
  if (!template) throw new Error(`this page has no template ${file}`);
  const traits = model.names.map((name) => [
    name,
    { get: () => model.get(name), set: (value: unknown) => model.set({ [name]: value }) },
  ]);
  return { ...template, computed: { ...template.computed, ...Object.fromEntries(traits) } };
}
