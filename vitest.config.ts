import { defineConfig } from "vitest/config";

/** Kinds that start real parts share two cores: one file at a time, generous limits. */
const real = { testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false };
const fast = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], ...fast } },
      { test: { name: "contract", include: ["tests/contract/**/*.test.ts"], ...fast } },
      { test: { name: "golden", include: ["tests/golden/**/*.test.ts"], ...fast } },
      { test: { name: "clients", include: ["tests/clients/**/*.test.ts"], ...real } },
      { test: { name: "integration", include: ["tests/integration/**/*.test.ts"], ...real } },
      { test: { name: "fault", include: ["tests/fault/**/*.test.ts"], ...real } },
      { test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], ...real } },
    ],
  },
});
