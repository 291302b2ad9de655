import { defineConfig } from "vitest/config";
import { viteTemplates } from "./templates.mjs";

export default defineConfig({
  plugins: [viteTemplates],
  // The templates lie outside of this folder; Vue is looked for in it all the same.
  resolve: { dedupe: ["vue"] },
  define: { __AEW_VERSION__: JSON.stringify("0.0.0-test") },
  test: {
    setupFiles: ["tests/setup.ts"],
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    // A test that waits for what never comes shall fail soon; nothing in these tests needs a second.
    testTimeout: 5_000,
    // Its components import their styles, which Node by itself does not know.
    server: { deps: { inline: ["vuetify"] } },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
