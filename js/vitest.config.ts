import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __AEW_VERSION__: JSON.stringify("0.0.0-test") },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    // A test that waits for what never comes shall fail soon; nothing in these tests needs a second.
    testTimeout: 5_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
