// Bundles the coordinator and the page into automl_eval_widgets/static/: `node js/build.mjs [--watch]`.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { templates } from "./templates.mjs";

// Bytes. The text of the coordinator is saved with every notebook that shows a view, so it has to stay small, and knows no
// framework. The page (Vue, the Vuetify components that the templates use, the coordinator's own code) is packed in files.
const LIMITS = { "coordinator.js": 75_000, "page.js": 800_000, "page.css": 100_000, "loader.js": 2_000 };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The version of the Python package, so that the two sides can say when they disagree. */
function version() {
  const source = readFileSync(here("../automl_eval_widgets/__init__.py"), "utf8");
  const found = /^__version__ = "(.+)"$/m.exec(source);
  if (!found) throw new Error('automl_eval_widgets/__init__.py has no line __version__ = "..."');
  return found[1];
}

/** Say how large each result is, and fail where it is too large. */
const size = {
  name: "size",
  setup(build) {
    build.onEnd(({ metafile }) => {
      const outputs = Object.entries(metafile?.outputs ?? {});
      for (const [path, { bytes }] of outputs) console.log(`${path}: ${(bytes / 1000).toFixed(1)} kB`);
      const large = outputs.filter(([path, { bytes }]) => bytes > LIMITS[basename(path)]);
      return {
        errors: large.map(([path]) => ({
          text: `${path} is larger than the ${LIMITS[basename(path)]} bytes that js/build.mjs allows`,
        })),
      };
    });
  },
};

const common = {
  bundle: true,
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  outdir: here("../automl_eval_widgets/static"),
  define: {
    __AEW_VERSION__: JSON.stringify(version()),
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  absWorkingDir: here("."),
  logLevel: process.argv.includes("--watch") ? "warning" : "silent",
};

const BUILDS = [
  { ...common, entryPoints: [{ in: here("src/coordinator.ts"), out: "coordinator" }], format: "esm", plugins: [size] },
  {
    ...common,
    entryPoints: [
      { in: here("src/page/main.ts"), out: "page" },
      { in: here("src/page/loader.ts"), out: "loader" },
    ],
    format: "iife",
    plugins: [templates, size],
  },
];

for (const options of BUILDS) {
  if (process.argv.includes("--watch")) {
    await (await esbuild.context(options)).watch();
  } else {
    await esbuild.build(options).catch((failure) => {
      console.error(failure.message);
      process.exitCode = 1;
    });
  }
}
