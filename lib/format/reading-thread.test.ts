/** What another thread reads is what this one would read. */

import { afterAll, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { writePlan } from "./detect.ts";
import { HERE } from "./reading-place.ts";
import { readingThread } from "./reading-thread.ts";

const { place: thread, stop } = readingThread();
afterAll(stop);

it.each(["csv", "xlsx", "plan-file"] as const)("reads %s, and tells the columns of sheets", async (format) => {
  const { files } = await writePlan(referencePlan, format);
  const read = await thread.plan(files, { slug: "read" });
  expect(read).toMatchObject({ ok: true, plan: { slug: "read" } });
  expect(read).toEqual(await HERE.plan(files, { slug: "read" }));
  const sheets = await thread.sheets(files, format);
  expect(sheets.length > 0).toBe(format !== "plan-file");
  expect(sheets).toEqual(await HERE.sheets(files, format));
});

it("tells the same errors, and leaves the bytes to whoever gave them", async () => {
  const content = new TextEncoder().encode("neither,known\n1,2\n");
  const files = [{ name: "odd.csv", content }];
  const read = await thread.plan(files);
  expect(read.ok).toBe(false);
  expect(read).toEqual(await HERE.plan(files));
});
