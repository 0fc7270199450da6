/** One random log and what comes after it, sent through the real ingest, with a ledger of what was sent. Only tests use it. */

import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { AuthorizedProject } from "../../access/authorized.ts";
import { newId } from "../../base/id.ts";
import { createTestProject, type TestSource } from "../../ingest/testing/project.ts";
import type { SharedServer } from "../../ingest/testing/server.ts";
import { planDb } from "../../store/plan-db.ts";
import type { Criterion } from "../question.ts";
import type { Noise } from "./noise.ts";
import { worldPlan } from "./plan.ts";
import { callOf, messagesOf, withLinkedKnown } from "./send.ts";
import type { World } from "./world.ts";

/** What was sent, as the statement and the health page are to count it. */
export interface Sent {
  readonly source: number;
  readonly type: string;
  readonly name: string;
  readonly event?: string;
  readonly verdict: "conformant" | Noise["verdict"] | "duplicate";
}

export interface Case {
  readonly world: World;
  readonly project: AuthorizedProject;
  readonly sources: readonly TestSource[];
  readonly sent: Sent[];
  readonly cohort: string;
}

export const SAVED: Criterion = {
  kind: "count",
  event: { event: "evt_a" },
  count: { op: ">=", value: 1 },
  window: { lastDays: 20 },
};

/** The first two sources are of production, in different modes; the third is another world. */
export async function newCase(world: World): Promise<Case> {
  const made = await createTestProject();
  await made.publish(worldPlan);
  const sources = [
    await made.source({ slug: "web", mode: "quarantine" }),
    await made.source({ slug: "app", mode: "observe" }),
    await made.source({ slug: "rehearsal", mode: "block", environment: "staging" }),
  ];
  const cohort = newId("coh");
  await planDb().cohort.create({
    data: { id: cohort, projectId: made.id, name: "saved", criterion: SAVED as object },
  });
  const { timeZone, weekStart } = world;
  const project = { ...made.authorized, timeZone, weekStart };
  return { world: withLinkedKnown(world), project, sources, sent: [], cohort };
}

async function post(server: SharedServer, to: TestSource | undefined, messages: readonly object[]): Promise<void> {
  const answer = await server.post("/v1/batch", { batch: messages, writeKey: to?.writeKey });
  expect(answer.status).toBe(200);
}

/** Splits so that both production sources send some of the log, some of it twice: in the same body, later, or by the other. */
export async function sendLog(
  server: SharedServer,
  { world, sources, sent }: Case,
  original: World,
  repeat: readonly boolean[],
): Promise<void> {
  const planned = messagesOf(original);
  const chunk = Math.ceil(planned.length / 3);
  for (let index = 0; index * chunk < planned.length; index++) {
    const part = planned.slice(index * chunk, (index + 1) * chunk);
    const again = part.filter((_, at) => repeat[at % repeat.length]).map(({ message }) => message);
    const source = index % 2;
    await post(server, sources[source], [...part.map(({ message }) => message), ...again.slice(0, 3)]);
    await post(server, sources[1 - source], again);
    for (const { message, event } of part)
      sent.push({
        source,
        ...recorded(message, event),
        ...(event === undefined ? {} : { event }),
        verdict: "conformant",
      });
    for (const [at, messages] of [again.slice(0, 3), again].entries())
      for (const message of messages)
        sent.push({ source: at === 0 ? source : 1 - source, ...recorded(message), verdict: "duplicate" });
  }
  // The same people elsewhere: what another environment does is none of this one's numbers.
  const elsewhere = world.events
    .slice(0, 3)
    .flatMap(({ uid }) => planned.filter(({ message }) => message.messageId === `m${uid}`));
  await post(
    server,
    sources[2],
    elsewhere.map(({ message }) => ({ ...message, messageId: randomUUID() })),
  );
  for (const { message, event } of elsewhere)
    sent.push({ source: 2, ...recorded(message), ...(event === undefined ? {} : { event }), verdict: "conformant" });
  await server.ingest.settled();
}

function recorded(message: Readonly<Record<string, unknown>>, event?: string): { type: string; name: string } {
  if (event !== undefined) return callOf(event);
  return { type: String(message.type), name: String(message.event ?? message.name ?? "") };
}

export async function sendNoise(
  server: SharedServer,
  { world, sources, sent }: Case,
  mix: readonly Noise[],
  repeat: readonly boolean[],
): Promise<void> {
  for (const [number, source] of sources.entries()) {
    const here = mix.filter((noise) => noise.source === number);
    await post(
      server,
      source,
      here.map(({ message }) => ({ messageId: randomUUID(), ...message })),
    );
    for (const { type, name, event, verdict } of here)
      sent.push({ source: number, type, name, ...(event === undefined ? {} : { event }), verdict });
  }
  // Known ids on other calls are repeats as well, whatever they say now.
  const log = world.events.filter((_, at) => at === 0 || repeat[at % repeat.length]).slice(0, 12);
  await post(
    server,
    sources[0],
    log.map(({ uid }) => ({
      messageId: `m${uid}`,
      type: "track",
      event: "Ordered",
      userId: "p1",
      properties: { amount: 1e6 },
    })),
  );
  for (const _ of log) sent.push({ source: 0, type: "track", name: "Ordered", verdict: "duplicate" });
  const unreadable = await server.post("/v1/batch", '{"batch": [{', {
    authorization: `Basic ${Buffer.from(`${sources[1]?.writeKey}:`).toString("base64")}`,
  });
  expect(unreadable.status).toBe(400);
  sent.push({ source: 1, type: "", name: "", verdict: "malformed" });
  await server.ingest.settled();
}
