/** Calls are checked against the plan in development, in tests and where asked; what it weighs is in `bundle.test.ts`. */

import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
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
