import { unpackText } from "./unpack";

/** The page's own script and style are packed in the file, too: the policy names the script's hash, so it may run. */
async function load(): Promise<void> {
  const [style, script] = await Promise.all([unpackText("aew-style"), unpackText("aew-script")]);
  for (const [tag, text] of [
    ["style", style],
    ["script", script],
  ] as const) {
    const element = document.createElement(tag);
    element.textContent = text;
    document.head.append(element);
  }
}

function start(): void {
  load().catch((error: unknown) => {
    const place = document.getElementById("aew-page");
    if (place) place.textContent = `This file could not be opened: ${error}. It needs a browser of 2023 or newer.`;
  });
}

// In a notebook the page may lie hidden behind the live widget. Then it has no height, and waits until it is seen.
if (innerHeight > 0) start();
else addEventListener("resize", start, { once: true });
