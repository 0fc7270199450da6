/** What an application pays for the TypeScript SDK, beside what it may pay: the same bytes on every machine. */

import { gzipSync } from "node:zlib";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { largePlan } from "./large-plan.ts";
import { bundleSdk } from "./run-sdk.ts";

const EVENTS = 500;

export interface BundleSize {
  readonly name: string;
  readonly bytes: number;
  /** Minified, or compressed with gzip at its best. */
  readonly measured: "minified" | "gzip";
  readonly limit?: number;
}

interface Size {
  readonly minified: number;
  readonly gzip: number;
}

async function sizeOf(files: GeneratedFiles, lines: readonly string[]): Promise<Size> {
  const text = await bundleSdk(files, lines.join("\n"), {
    minify: true,
    target: "es2020",
    external: ["react"],
    // As every bundler has it in a production build.
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return { minified: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length };
}

/** Every budget there is, measured on a plan of 500 events of 12 properties. */
export async function bundleSizes(): Promise<BundleSize[]> {
  const plan = largePlan(EVENTS);
  const files = await generate(freezePlan(plan), { target: "typescript", react: true });
  const names = plan.events.map(({ identifier }) => identifier);
  const size = (...lines: string[]): Promise<Size> => sizeOf(files, lines);
  const events = (count: number): string =>
    `export { init, flush, ${names.slice(0, count).join(", ")} } from "./index";`;
  const specs = names.slice(0, 3).map((name) => `export { ${name} as ${name}Spec } from "./specs/${name}";`);
  const core = await size(`export { init, flush } from "./transport"; export { send } from "./runtime";`);
  const [three, fifty, all] = [await size(events(3)), await size(events(50)), await size(events(EVENTS))];
  const beyond = async (line: string): Promise<number> => (await size(events(3), line)).gzip - three.gzip;
  const gzip = "gzip";
  return [
    { name: "core: queue, batches, retries, beacon, identity", bytes: core.gzip, measured: gzip, limit: 2_500 },
    { name: `3 of ${EVENTS} events`, bytes: three.gzip, measured: gzip, limit: 3_000 },
    { name: `50 of ${EVENTS} events`, bytes: fifty.gzip, measured: gzip },
    { name: `${EVENTS} of ${EVENTS} events`, bytes: all.gzip, measured: gzip },
    {
      name: "each event used",
      bytes: Math.ceil((all.minified - three.minified) / (EVENTS - 3)),
      measured: "minified",
      limit: 120,
    },
    {
      name: "validator",
      bytes: (await size(`export { specsFor } from "./validate";`)).gzip,
      measured: gzip,
      limit: 1_200,
    },
    {
      name: `3 of ${EVENTS} events, their specs and the validator`,
      bytes: (await size(events(3), `export { specsFor } from "./validate";`, ...specs)).gzip,
      measured: gzip,
      limit: 5_000,
    },
    { name: "React, beside the events", bytes: await beyond(`export * from "./react";`), measured: gzip, limit: 400 },
    {
      name: "consent, beside the events",
      bytes: await beyond(`export { init as start, setConsent } from "./sharing"; export { asking } from "./consent";`),
      measured: gzip,
      limit: 1_000,
    },
    {
      name: "offline storage, beside the events",
      bytes: await beyond(`export { offlineStorage } from "./offline";`),
      measured: gzip,
      limit: 1_000,
    },
    {
      name: "an adapter (Segment), beside the events",
      bytes: await beyond(`export { segment } from "./adapters";`),
      measured: gzip,
      limit: 500,
    },
  ];
}
