import { defineConfig } from "vitest/config";

// An odd zone (+05:45), so that a forgotten UTC shows.
const TZ = "Asia/Kathmandu";
process.env.TZ = TZ;

export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/.next/**", "build/**", "data/**", "e2e/**", "codegen/golden/**"],
    environment: "node",
    // Native engines hold their folder per process: each test file gets a process of its own.
    pool: "forks",
    // As the server is started.
    execArgv: ["--disable-proto=delete"],
    isolate: true,
    maxWorkers: 2,
    globalSetup: ["lib/store/test-cluster.ts"],
    env: { TZ, UV_THREADPOOL_SIZE: "12" },
    // Room for a machine that is busy with other things; nothing waits that long on its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
