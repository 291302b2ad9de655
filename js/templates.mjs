// Compiles the .vue files of the widgets ahead of time: what ipyvue does in a notebook, and a page may not (its policy
// knows no `eval`). Used by build.mjs and by the tests.
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { compileStyle, compileTemplate, parse, rewriteDefault } from "@vue/compiler-sfc";

const FOLDER = fileURLToPath(new URL("../automl_eval_widgets/widgets/", import.meta.url));
const VUETIFY = fileURLToPath(new URL("node_modules/vuetify/lib/components/", import.meta.url));
const COMPONENT = /_resolveComponent\("(v-[^"]+)"\)/g;

/** The paths of all templates: a new one is on the page with no further work. */
export function paths() {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".vue"));
  return names.sort().map((name) => `${FOLDER}${name}`);
}

function must(result, path) {
  const [error] = result.errors;
  if (error) throw new Error(`${path}: ${error.message ?? error}`);
  return result;
}

function pascal(tag) {
  return tag.replace(/(^|-)(\w)/g, (_all, _dash, letter) => letter.toUpperCase());
}

/** Where Vuetify keeps a component; imported from there, the styles of all others stay out. */
function home(component) {
  const folders = readdirSync(VUETIFY, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = folders.find(({ name }) =>
    readFileSync(`${VUETIFY}${name}/index.js`, "utf8").includes(`"./${component}.js"`),
  );
  if (!found) throw new Error(`Vuetify has no component ${component}`);
  return `vuetify/components/${found.name}`;
}

/** The script, the render function and the style of one template, and the Vuetify components that it uses. */
export function compile(path) {
  const { descriptor } = must(parse(readFileSync(path, "utf8"), { filename: path }), path);
  const id = `data-v-${basename(path, ".vue")}`;
  const scoped = descriptor.styles.some((style) => style.scoped);
  const source = descriptor.template?.content ?? "";
  const render = must(compileTemplate({ source, filename: path, id, scoped, transformAssetUrls: false }), path).code;
  const tags = [...new Set([...render.matchAll(COMPONENT)].map(([, tag]) => tag))];
  const script = rewriteDefault(descriptor.script?.content ?? "export default {}", "component");
  const css = descriptor.styles.map((style) =>
    must(compileStyle({ source: style.content, filename: path, id, scoped: Boolean(style.scoped) }), path),
  );
  return { script, render, tags, css: css.map(({ code }) => code).join("\n"), scope: scoped ? id : undefined };
}

/** The module of one template: a component without its traits, which the page adds. */
export function moduleOf(path) {
  const { script, render, tags, scope } = compile(path);
  const components = tags.map((tag) => `${JSON.stringify(tag)}: ${pascal(tag)}`).join(", ");
  return [
    tags.length ? `import { ${tags.map(pascal).join(", ")} } from "aew:vuetify";` : "",
    script,
    render,
    `component.render = render;`,
    `component.components = { ${components} };`,
    scope ? `component.__scopeId = ${JSON.stringify(scope)};` : "",
    "export default component;",
  ].join("\n");
}

/** Modules that are made, by name. */
export const MADE = {
  /** The Vuetify components that any template uses, and no others. */
  "aew:vuetify": () => {
    const used = [...new Set(paths().flatMap((path) => compile(path).tags))].map(pascal);
    return used.map((name) => `export { ${name} } from ${JSON.stringify(home(name))};`).join("\n") || "export {};";
  },
  /** All templates by the names of their files. */
  "aew:templates": () => {
    const imports = paths().map((path, at) => `import t${at} from ${JSON.stringify(path)};`);
    const entries = paths().map((path, at) => `${JSON.stringify(basename(path))}: t${at}`);
    return `${imports.join("\n")}\nexport default { ${entries.join(", ")} };`;
  },
};

/** For esbuild: with the styles. */
export const templates = {
  name: "templates",
  setup(build) {
    const resolveDir = fileURLToPath(new URL(".", import.meta.url));
    build.onResolve({ filter: /^aew:(vuetify|templates)$/ }, ({ path }) => ({ path, namespace: "made" }));
    build.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => ({
      contents: MADE[path](),
      resolveDir,
      watchDirs: [FOLDER],
      watchFiles: paths(),
    }));
    build.onLoad({ filter: /\.vue$/, namespace: "file" }, ({ path }) => ({
      contents: `import ${JSON.stringify(`aew:style:${path}`)};\n${moduleOf(path)}`,
      resolveDir,
      watchFiles: [path],
    }));
    build.onResolve({ filter: /^aew:style:/ }, ({ path }) => ({
      path: path.slice("aew:style:".length),
      namespace: "style",
    }));
    build.onLoad({ filter: /.*/, namespace: "style" }, ({ path }) => ({ contents: compile(path).css, loader: "css" }));
  },
};

/** For Vite, which runs the tests: without the styles, which no test looks at. */
export const viteTemplates = {
  name: "templates",
  enforce: "pre",
  resolveId: (id) => (Object.hasOwn(MADE, id) ? `\0${id}` : undefined),
  load(id) {
    if (id.startsWith("\0aew:")) return MADE[id.slice(1)]();
    return id.endsWith(".vue") ? moduleOf(id) : undefined;
  },
};
