/** Code that another thread makes is what this one would make. */

import { afterAll, expect, it } from "vitest";
import { isUserError } from "../../lib/base/error.ts";
import { clearProcessState } from "../../lib/base/process-state.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { CODE_PLACE, offerCodePlace } from "./code-place.ts";
import { codeThread } from "./code-thread.ts";
import { frozenDraft, HERE } from "./make-code.ts";

const published = freezePlan(referencePlan);
const { place: thread, stop } = codeThread();
afterAll(() => stop());

it("fails what is asked of a thread that ends; whoever asks next gets another one", async () => {
  const asked = thread.files(published, "markdown").catch((error: unknown) => error);
  await stop();
  expect(await asked).toBeInstanceOf(Error);
});

it("makes the same files, archives and packages", async () => {
  const files = await thread.files(published, "python");
  expect([...files]).toEqual([...(await HERE.files(published, "python"))]);
  for (const kind of ["tgz", "zip", "json"] as const) {
    const made = await thread.archive(files, "a-folder", kind);
    expect(Buffer.from(made).equals(await HERE.archive(files, "a-folder", kind))).toBe(true);
  }
  for (const form of ["wheel", { zip: "go" }] as const) {
    const made = await thread.packed(published, form);
    expect(Buffer.from(made).equals(await HERE.packed(published, form))).toBe(true);
  }
});

it("freezes a draft as publishing does", async () => {
  const [renamed, ...others] = referencePlan.events;
  if (renamed === undefined) throw new Error("the plan has events");
  const draft = { ...referencePlan, events: [{ ...renamed, name: "Renamed" }, ...others] };
  offerCodePlace(thread);
  try {
    expect(await frozenDraft(draft, published)).toEqual(freezePlan(draft, published));
    expect(await frozenDraft(draft, undefined)).toEqual(freezePlan(draft));
  } finally {
    clearProcessState(CODE_PLACE);
  }
});

it("refuses for the same reasons", async () => {
  const options = { typescript: { mode: "package", packageName: "No name!" } } as const;
  const [there, here] = await Promise.all(
    [thread, HERE].map((place) => place.files(published, "typescript", options).catch((error: unknown) => error)),
  );
  if (!isUserError(there) || !isUserError(here)) throw new Error("both are refused");
  expect([there.code, there.fields]).toEqual([here.code, here.fields]);
});
