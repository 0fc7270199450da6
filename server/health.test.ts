import { afterEach, expect, test } from "vitest";
import { type Ingest, setRunningIngest } from "../lib/ingest/running-ingest.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { planDb } from "../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import { Health } from "./health.ts";
import { Lifecycle } from "./lifecycle.ts";

usePlanDb();
useEventDb();
afterEach(() => setRunningIngest(undefined));

test("events that have not reached the event store for a while make the process not ready, and say so", async () => {
  // The first question opens the stores, which on a busy machine takes longer than readiness waits.
  await Promise.all([planDb().$queryRaw`select 1`, eventDb().ping()]);
  const lifecycle = new Lifecycle();
  lifecycle.phase = "serving";
  lifecycle.pagesReady = true;
  const failingFor = async (milliseconds: number) => {
    setRunningIngest({ forwardingFailedMs: () => milliseconds } as Ingest);
    return new Health(lifecycle).readiness();
  };
  expect(await failingFor(0)).toMatchObject({ ready: true, checks: { forwarding: true } });
  expect(await failingFor(5_000)).toMatchObject({ ready: true, checks: { forwarding: true } });
  expect(await failingFor(60_000)).toEqual({
    ready: false,
    checks: { planStore: true, eventStore: true, forwarding: false, pages: true, serving: true },
  });
});
