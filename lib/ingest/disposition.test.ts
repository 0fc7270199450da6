import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { MODES } from "../plan/enforcement.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { ENVIRONMENTS, type Outcome, outcomeOf, type Received } from "./disposition.ts";
import { previewReverdict, releaseHeld } from "./reverdict.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

const RECEIVED: readonly Received[] = [
  "conformant",
  "repaired",
  "violating",
  "unplanned",
  "malformed",
  "unreadable_body",
];

/** Version 1 refuses what version 2 accepts. */
function planWhere(later: boolean): Plan {
  const value = newProperty({ id: "prp_v", name: "v", type: later ? { kind: "any" } : { kind: "number" } });
  const known = newEvent({ id: "evt_known", name: "Known", identifier: "known", properties: [value] });
  const fresh = newEvent({ id: "evt_fresh", name: "Fresh", identifier: "fresh" });
  return { ...referencePlan, events: later ? [known, fresh] : [known] };
}

const BODIES: Readonly<Record<Exclude<Received, "unreadable_body">, object>> = {
  conformant: { type: "track", event: "Known", properties: { v: 1 } },
  repaired: { type: "track", event: "Known", properties: { v: 1, w: 1 } },
  violating: { type: "track", event: "Known", properties: { v: "1" } },
  unplanned: { type: "track", event: "Fresh" },
  malformed: { type: "track", event: 5 },
};

/** The documented table, written out: mode x verdict -> stored, answered, in analysis (production / elsewhere), passed on, releasable. */
const TABLE: readonly [
  string,
  Received,
  Outcome["answered"],
  string,
  string,
  Outcome["passedOn"],
  Outcome["releasable"],
][] = [
  ["observe", "conformant", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["observe", "repaired", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["observe", "violating", "acknowledged", "no", "no", "on_request", "any_release"],
  ["observe", "unplanned", "acknowledged", "no", "no", "on_request", "any_release"],
  ["observe", "malformed", "acknowledged", "no", "no", "no", "never"],
  ["observe", "unreadable_body", "error", "no", "no", "no", "never"],
  ["quarantine", "conformant", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["quarantine", "repaired", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["quarantine", "violating", "acknowledged", "no", "no", "no", "any_release"],
  ["quarantine", "unplanned", "acknowledged", "no", "no", "no", "any_release"],
  ["quarantine", "malformed", "acknowledged", "no", "no", "no", "never"],
  ["quarantine", "unreadable_body", "error", "no", "no", "no", "never"],
  ["block", "conformant", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["block", "repaired", "acknowledged", "yes", "on_request", "yes", "not_needed"],
  ["block", "violating", "acknowledged", "no", "no", "no", "by_a_person"],
  ["block", "unplanned", "acknowledged", "no", "no", "no", "by_a_person"],
  ["block", "malformed", "acknowledged", "no", "no", "no", "never"],
  ["block", "unreadable_body", "error", "no", "no", "no", "never"],
];

describe("the table of mode x verdict x environment", () => {
  it("says what is documented", () => {
    const said = MODES.flatMap((mode) =>
      RECEIVED.map((received) => {
        const here = outcomeOf(mode, received, "production");
        const elsewhere = outcomeOf(mode, received, "staging");
        expect(outcomeOf(mode, received, "development")).toEqual(elsewhere);
        return [mode, received, here.answered, here.inAnalysis, elsewhere.inAnalysis, here.passedOn, here.releasable];
      }),
    );
    expect(said).toEqual(TABLE);
  });
});

describe("each cell, on the real stores", () => {
  let server: TestServer;
  let project: TestProject;
  const cells: {
    source: TestSource;
    mode: (typeof MODES)[number];
    environment: (typeof ENVIRONMENTS)[number];
    received: Received;
    status: number;
  }[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    project = await createTestProject();
    await project.publish(planWhere(false));
    for (const mode of MODES) {
      for (const environment of ENVIRONMENTS) {
        for (const received of RECEIVED) {
          const source = await project.source({
            ...{ mode, environment },
            strip: received === "repaired" ? "unplanned" : "nothing",
          });
          const headers = { "x-write-key": source.writeKey };
          const body =
            received === "unreadable_body" ? '{"batch":[' : { batch: [{ userId: "u", ...BODIES[received] }] };
          const { status } = await server.post("/v1/batch", body, headers);
          cells.push({ source, mode, environment, received, status });
        }
      }
    }
  });
  afterAll(() => server.stop());

  const as = (kind: "person" | "token", role = "owner") =>
    ({ ...project.authorized, role, actor: { kind, id: "x", name: "X" } }) as unknown as AuthorizedProject;

  async function states(): Promise<Map<number, { disposition: string; inEvents: number; verdict: string }>> {
    const rows = await server.rows<{ source: number; disposition: string; verdict: string; in_events: string }>(
      sql`select r.source as source, if(v.uid = 0, toString(r.disposition), v.last) as disposition,
          toString(r.verdict) as verdict, countIf(e.uid != 0) as in_events
        from received as r
        left join (select uid, argMax(toString(disposition), revision) as last from reverdicts group by uid) as v on v.uid = r.uid
        left join events as e on e.uid = r.uid
        where r.project = ${sql.as("UInt32", project.number)} group by source, disposition, verdict`,
    );
    return new Map(
      rows.map((row) => [
        row.source,
        { disposition: row.disposition, inEvents: Number(row.in_events), verdict: row.verdict },
      ]),
    );
  }

  it("is stored, answered and kept out of analysis, or let in, as the table says", async () => {
    const stored = await states();
    for (const { source, mode, environment, received, status } of cells) {
      const outcome = outcomeOf(mode, received, environment);
      const state = stored.get(source.number);
      expect([mode, environment, received, state?.disposition, state?.inEvents, status]).toEqual([
        mode,
        environment,
        received,
        outcome.disposition,
        outcome.inAnalysis === "no" ? 0 : 1,
        outcome.answered === "error" ? 400 : 200,
      ]);
      const verdict = { unreadable_body: "malformed", repaired: "violating" }[received as string] ?? received;
      expect(state?.verdict).toBe(verdict);
    }
  });

  it("is released by whom the table says, once, when a later version accepts it", async () => {
    await expect(releaseHeld(as("token"), { includeBlocked: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(releaseHeld(as("person", "viewer"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await releaseHeld(as("token"))).toMatchObject({ released: 0 });
    await project.publish(planWhere(true));
    expect(await previewReverdict(as("token"))).toMatchObject({ planVersion: 2, judged: 12, released: 12, blocked: 6 });
    expect(await releaseHeld(as("token"))).toMatchObject({ judged: 12, released: 12 });
    expect(await releaseHeld(as("token"))).toMatchObject({ judged: 0, released: 0 });
    const afterToken = await states();
    expect(await releaseHeld(as("person"), { includeBlocked: true })).toMatchObject({ judged: 6, released: 6 });
    expect(await releaseHeld(as("person"), { includeBlocked: true })).toMatchObject({ judged: 0, released: 0 });
    const afterPerson = await states();
    for (const { source, mode, environment, received } of cells) {
      const { releasable } = outcomeOf(mode, received, environment);
      const inEvents = (state: typeof afterToken) => state.get(source.number)?.inEvents;
      expect([mode, received, inEvents(afterToken), inEvents(afterPerson)]).toEqual([
        mode,
        received,
        releasable === "not_needed" || releasable === "any_release" ? 1 : 0,
        releasable === "never" ? 0 : 1,
      ]);
    }
  });
});
