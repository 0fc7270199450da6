// Generates the typed client. Prisma's CLI insists on a schema engine it would download, and generating never runs it:
// any executable satisfies the check, for this one command only.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const prisma = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const run = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  stdio: ["ignore", "pipe", "pipe"],
  encoding: "utf8",
});
if (run.status !== 0) {
  process.stderr.write(run.stdout + run.stderr);
  process.exit(run.status ?? 1);
}
