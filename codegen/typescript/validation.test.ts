/** Calls are checked against the plan in development and in tests, and a production build has no byte of it unless asked. */

import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { largePlan } from "../testing/large-plan.ts";
import { bundleSdk, runModule } from "../testing/run-sdk.ts";

const PRODUCTION = { "process.env.NODE_ENV": '"production"' };
const DEVELOPMENT = { "process.env.NODE_ENV": '"development"' };

describe("a call that is not as the plan has it", () => {
  let files: GeneratedFiles;

  beforeAll(async () => {
    files = await generate(freezePlan(referencePlan), { target: "typescript" });
  });

  const START = `import { close, init, orderCompleted, signedUp, track } from "./index";
import { all } from "./development";
import { record } from "./testing";
import { signedUp as signedUpSpec } from "./specs/signedUp";
import { specsFor } from "./validate";
const said: string[] = [];
const dropped: string[] = [];
const bodies: string[] = [];
console.warn = (text: string) => said.push(text);
globalThis.fetch = (async (_url: string, { body }: { body: string }) => {
  bodies.push(body);
  return new Response();
}) as never;
const options = { writeKey: "wk", host: "http://localhost", consent: "granted" as const, onDrop: (_count: number, reason: string) => dropped.push(reason) };
const wrong = { method: "fax" } as never;
const same = (given: unknown, wanted: unknown) => {
  if (JSON.stringify(given) !== JSON.stringify(wanted)) throw new Error(JSON.stringify(given) + " is not " + JSON.stringify(wanted));
};
const sent = async () => {
  same(await close(), 0);
  const methods = bodies.flatMap((body) => JSON.parse(body).batch.map(({ properties }: never) => (properties as { method: string }).method));
  bodies.length = 0;
  return methods;
};
const attempt = (call: () => void) => {
  try {
    call();
    return "";
  } catch (error) {
    return String(error);
  }
};
const FAULT = "Gabarit: Signed Up: /properties/method fails enum";
`;

  it("is told in development, before and after the specs are there, and sent", async () => {
    const entry = `${START}
init(options);
signedUp(wrong);
signedUp({ method: "email" });
await new Promise((resolve) => setTimeout(resolve));
same(said, [FAULT]);
signedUp(wrong);
track("Order Completed", { total: 1 } as never);
same(said, [FAULT, FAULT, "Gabarit: Order Completed: /properties/order_id fails required"]);
same(await sent(), ["fax", "email", "fax", null]);
init({ ...options, validate: false });
signedUp(wrong);
same(said.length, 3);
same(await sent(), ["fax"]);

init({ ...options, validate: all, onViolation: "throw" });
same(attempt(() => signedUp(wrong)), "Error: " + FAULT);
same(attempt(() => signedUp({ method: "google" })), "");
same(await sent(), ["google"]);
same(dropped, []);

const recording = record();
same(attempt(() => signedUp(wrong)), "Error: " + FAULT);
signedUp({ method: "email" });
same(recording.messages.length, 1);
record({ onViolation: false });
same(attempt(() => signedUp(wrong)), "");
`;
    expect(await runModule(await bundleSdk(files, entry, { define: DEVELOPMENT }))).toMatchObject({
      code: 0,
      output: "",
    });
  });

  it("is told, dropped or handed on in production where asked, but never thrown", async () => {
    const entry = `${START}
init(options);
signedUp(wrong);
same(said, []);
init({ ...options, validate: specsFor(signedUpSpec), onViolation: "throw" });
same(attempt(() => signedUp(wrong)), "");
orderCompleted({} as never);
same(said, [FAULT]);
init({ ...options, validate: specsFor(signedUpSpec), onViolation: "drop" });
signedUp(wrong);
same(dropped, [FAULT]);
const violations: unknown[] = [];
init({ ...options, validate: specsFor(signedUpSpec), onViolation: (violation) => violations.push(violation) });
signedUp(wrong);
same(violations, [
  { path: "/properties/method", keyword: "enum", expected: ["email", "google"], name: "Signed Up", text: FAULT },
]);
init({
  ...options,
  validate: specsFor(signedUpSpec),
  onViolation: () => {
    throw new Error("a fault of the application");
  },
});
same(attempt(() => signedUp(wrong)), "");
init({
  ...options,
  validate: specsFor({ event: "evt_signed_up", spec: ["items", 1, "properties", null] }),
});
same(attempt(() => signedUp(wrong)), "");
same(said.length, 1);
same((await sent()).length, 6);
`;
    expect(await runModule(await bundleSdk(files, entry, { define: PRODUCTION }))).toMatchObject({
      code: 0,
      output: "",
    });
  });
});

describe("the bytes of validation", () => {
  let files: GeneratedFiles;

  beforeAll(async () => {
    files = await generate(freezePlan(largePlan(500)), { target: "typescript" });
  });

  async function gzipped(entry: string): Promise<number> {
    const text = await bundleSdk(files, entry, { minify: true, target: "es2020", define: PRODUCTION });
    return gzipSync(text, { level: 9 }).length;
  }

  it("are at most 1.2 kB for the validator, and 5 kB for it with three of 500 events and their specs", async () => {
    const validator = await gzipped(`export { specsFor } from "./validate";`);
    const names = ["thing0Viewed", "thing0Clicked", "thing0Added"];
    const imports = names.map((name) => `import { ${name} as ${name}Spec } from "./specs/${name}";`).join("\n");
    const three = await gzipped(`import { init, flush, ${names.join(", ")} } from "./index";
${imports}
import { specsFor } from "./validate";
export const start = () => init({ writeKey: "", host: "", validate: specsFor(${names.map((name) => `${name}Spec`).join(", ")}) });
export { flush, ${names.join(", ")} };`);
    console.info(`validator ${validator} B, 3 of 500 events with their specs and the validator ${three} B, gzipped`);
    expect(validator).toBeLessThanOrEqual(1_200);
    expect(three).toBeLessThanOrEqual(5_000);
  });
});
