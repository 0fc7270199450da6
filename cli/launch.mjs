// `npm run gabarit -- <command>`: the command line from source.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`gabarit: Node.js 20.19 or later is needed; this is ${process.version}.\n`);
  process.exit(2);
}
const variables = join(root, ".env");
if (existsSync(variables)) process.loadEnvFile(variables);
register();
await import("./main.ts");
