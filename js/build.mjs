// Bundles the coordinator into automl_eval_widgets/static/coordinator.js: `node js/build.mjs [--watch]`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

// The text of the bundle is saved with every notebook that shows a view, so it has to stay small.
const LIMIT = 60_000;

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
      const large = outputs.filter(([, { bytes }]) => bytes > LIMIT);
      return {
        errors: large.map(([path]) => ({ text: `${path} is larger than the ${LIMIT} bytes that js/build.mjs allows` })),
      };
    });
  },
};

const options = {
  entryPoints: [here("src/coordinator.ts")],
  outfile: here("../automl_eval_widgets/static/coordinator.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  define: { __AEW_VERSION__: JSON.stringify(version()) },
  plugins: [size],
  absWorkingDir: here(".."),
  logLevel: process.argv.includes("--watch") ? "warning" : "silent",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options).catch((failure) => {
    console.error(failure.message);
    process.exitCode = 1;
  });
}
