/** What an application pays for: bytes of what it uses, none of what it does not. */

import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { largePlan } from "../testing/large-plan.ts";
import { bundleSdk } from "../testing/run-sdk.ts";

let files: GeneratedFiles;

beforeAll(async () => {
  files = await generate(freezePlan(largePlan(100)), { target: "typescript" });
});

async function size(entry: string): Promise<{ readonly text: string; readonly bytes: number; readonly gzip: number }> {
  const text = await bundleSdk(files, entry, {
    minify: true,
    target: "es2020",
    // As every bundler has it in a production build.
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return { text, bytes: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length };
}

const used = (count: number): string => {
  const verbs = ["Viewed", "Clicked", "Added"];
  const names = Array.from({ length: count }, (_, at) => `thing${Math.floor(at / 3)}${verbs[at % 3]}`);
  return `import { init, flush, ${names.join(", ")} } from "./index"; export { init, flush, ${names.join(", ")} };`;
};

describe("a bundle", () => {
  it("holds the runtime and three events in 2.5 KB compressed", async () => {
    const { gzip } = await size(used(3));
    expect(gzip).toBeLessThanOrEqual(2_500);
  });

  it("holds no byte of an event, collector or call that is not used", async () => {
    const { text } = await size(used(3));
    expect(text).toContain('"thing0 Viewed"');
    expect(text).not.toContain("thing1 Viewed");
    expect(text).not.toContain("thing9");
    for (const word of ["identify", "previousId", "userAgent", "utm_source", "referring_domain"]) {
      expect(text, word).not.toContain(word);
    }
  });

  it("grows by at most 120 bytes for each event used", async () => {
    const three = await size(used(3));
    const thirty = await size(used(30));
    expect(thirty.text.match(/"thing\d+ \w+"/g)).toHaveLength(30);
    expect((thirty.bytes - three.bytes) / 27).toBeLessThanOrEqual(120);
  });

  it("asks for no evaluation of text", async () => {
    const { text } = await size(`export * from "./index";`);
    expect(text).not.toMatch(/\beval\b|\bFunction\(/);
  });
});
