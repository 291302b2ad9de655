declare module "aew:templates" {
  import type { ComponentOptions } from "vue";

  /** The widgets' templates by the names of their files, compiled by templates.mjs. */
  const templates: Readonly<Record<string, ComponentOptions>>;
  export default templates;
}

declare module "aew:vuetify" {}

declare module "*.css" {}
