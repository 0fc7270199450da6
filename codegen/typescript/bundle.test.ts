/** What an application pays for: bytes of what it uses, none of what it does not. */

import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { bundleSizes } from "../testing/bundle-sizes.ts";
import { largePlan } from "../testing/large-plan.ts";
import { bundleSdk } from "../testing/run-sdk.ts";

let files: GeneratedFiles;

beforeAll(async () => {
  files = await generate(freezePlan(largePlan(100)), { target: "typescript" });
});

function bundled(entry: string): Promise<string> {
  return bundleSdk(files, entry, {
    minify: true,
    target: "es2020",
    // As every bundler has it in a production build.
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

const used = (count: number): string => {
  const verbs = ["Viewed", "Clicked", "Added"];
  const names = Array.from({ length: count }, (_, at) => `thing${Math.floor(at / 3)}${verbs[at % 3]}`);
  return `import { init, flush, ${names.join(", ")} } from "./index"; export { init, flush, ${names.join(", ")} };`;
};

describe("a bundle", () => {
  it("stays within every budget", async () => {
    const sizes = await bundleSizes();
    console.table(sizes);
    const tooLarge = sizes.filter(({ bytes, limit = Number.POSITIVE_INFINITY }) => bytes > limit);
    expect(tooLarge).toEqual([]);
  });

  it("holds no byte of an event, collector or call that is not used", async () => {
    const text = await bundled(used(3));
    expect(text).toContain('"thing0 Viewed"');
    expect(text).not.toContain("thing1 Viewed");
    expect(text).not.toContain("thing9");
    for (const word of ["identify", "previousId", "userAgent", "utm_source", "referring_domain"]) {
      expect(text, word).not.toContain(word);
    }
  });

  it("asks for no evaluation of text", async () => {
    const text = await bundled(`export * from "./index";`);
    expect(text).not.toMatch(/\beval\b|\bFunction\(/);
  });
});
