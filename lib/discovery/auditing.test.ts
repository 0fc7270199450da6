/** What another thread audits is what this one would, in steps that say how far it is. */

import { expect, it } from "vitest";
import { clearProcessState } from "../base/process-state.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { AuditingJob } from "./auditing.ts";
import { auditingPlace } from "./auditing-place.ts";
import { offerAuditingThread } from "./auditing-thread.ts";

const plan = freezePlan(referencePlan);
const CALLS = 30_000;
const lines = Array.from({ length: CALLS }, (_, at) =>
  JSON.stringify({
    type: "track",
    event: `Event ${at % 40}`,
    userId: "u",
    properties: { at, mail: "ada@example.org" },
  }),
);

async function audited(text: string, job: AuditingJob) {
  const place = auditingPlace.open(job);
  try {
    const fault = await place.open(new TextEncoder().encode(text));
    if (fault !== undefined) return fault;
    const shares: number[] = [];
    for (let read = await place.step(); read !== "read"; read = await place.step()) shares.push(read);
    return { shares, ...(await place.result()) };
  } finally {
    await place.stop();
  }
}

it("reads files and lines alike here and there, refuses alike, and tells shares that grow", async () => {
  const table = `event,total\n${Array.from({ length: 500 }, (_, at) => `Order,${at}`).join("\n")}`;
  const all = async () => [
    await audited(lines.join("\n"), { as: "lines", plan }),
    await audited(`\ufeff${table}`, { as: "file" }),
    await audited('{"log":{"entries":[', { as: "file" }),
    await audited("a,b\n1,2", { as: "file" }),
  ];
  const here = await all();
  offerAuditingThread();
  const there = await all();
  clearProcessState("auditingPlace");
  const [received, rows, ...faults] = there;
  expect(faults).toEqual(["har", "event_column"]);
  for (const [at, one] of [received, rows].entries()) {
    const other = here[at];
    if (typeof one !== "object" || typeof other !== "object") throw new Error("not read");
    expect({ ...one, shares: [] }).toEqual({ ...other, shares: [] });
    expect(one.shares).toEqual(one.shares.toSorted((a, b) => a - b));
    expect(one.shares.every((share) => share > 0 && share <= 1)).toBe(true);
  }
  expect(received).toMatchObject({ kind: "ndjson", audit: { lines: CALLS, verdicts: { unplanned: CALLS } } });
  expect(rows).toMatchObject({ kind: "csv", audit: { lines: 500, events: [{ name: "Order", count: 500 }] } });
});
