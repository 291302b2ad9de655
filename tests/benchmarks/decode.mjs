// What the browser does with the parts of an evaluation, in Node: `decode.mjs FOLDER ROUNDS`, figures as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, rounds] = process.argv.slice(2);
const js = join(dirname(fileURLToPath(import.meta.url)), "../../js");
const esbuild = createRequire(pathToFileURL(join(js, "package.json")))("esbuild");

const source = `
  export { decodeEvaluation, decodeFigures, decodeLists } from "./src/decode";
  export { countsAt, rates } from "./src/derive/counts";
  export { Rankings } from "./src/derive/ranked";
`;
const stdin = { contents: source, resolveDir: js, loader: "ts" };
const { outputFiles } = await esbuild.build({ stdin, bundle: true, format: "esm", write: false, target: "es2022" });
const code = Buffer.from(outputFiles[0].text).toString("base64");
const { decodeEvaluation, decodeFigures, decodeLists, countsAt, rates, Rankings } = await import(
  `data:text/javascript;base64,${code}`
);

function part(name) {
  const { arrays, ...head } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  const views = Object.entries(arrays).map(([field, text]) => {
    const bytes = Uint8Array.from(Buffer.from(text, "base64"));
    return [field, new DataView(bytes.buffer)];
  });
  return { ...head, arrays: Object.fromEntries(views) };
}

function milliseconds(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const evaluation = decodeEvaluation(JSON.parse(readFileSync(join(folder, "evaluation.json"), "utf8")));
const [figures, lists] = [part("figures"), part("lists")];
const taken = { figures: [], lists: [], step: [], rankings: [] };
let sum = 0;
for (let round = 0; round < Number(rounds); round++) {
  let [read, all] = [];
  taken.figures.push(
    milliseconds(() => {
      read = decodeFigures(evaluation, "TEST", figures);
    }),
  );
  taken.lists.push(
    milliseconds(() => {
      all = decodeLists(read, null, lists);
    }),
  );
  taken.step.push(
    milliseconds(() => {
      for (let label = 0; label < read.labels; label++) sum += rates(countsAt(read, { label, step: 500 + round })).f1 || 0;
    }),
  );
  taken.rankings.push(milliseconds(() => new Rankings(all).stretch("fp", -1, 500, 0, 6)));
}
console.log(JSON.stringify({ ...taken, sum }));
