import { beforeAll, expect, it } from "vitest";
import { linesOf } from "../base/byte-lines.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { scopeRuns } from "./replay-walk.ts";
import { previewReverdict } from "./reverdict.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

let made: TestProject;
beforeAll(async () => {
  made = await createTestProject();
  await made.publish(referencePlan);
});

it("every held event is looked at once and in order, however few are fetched at a time", async () => {
  const quarantine = await made.source({ mode: "quarantine" });
  const block = await made.source({ mode: "block" });
  const batch = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      type: "track",
      event: "Nothing Planned",
      userId: "u1",
      messageId: `m${from + at}`,
    }));
  for (const [from, count] of [
    [0, 4],
    [10, 3],
  ] as const)
    await server.post("/v1/batch", { batch: batch(from, count), writeKey: quarantine.writeKey });
  await server.post("/v1/batch", { batch: batch(20, 2), writeKey: block.writeKey });
  await server.ingest.settled();

  const looked = async (page: number, blocked: boolean) => {
    const found: string[] = [];
    for await (const run of scopeRuns({ project: made.number, blocked }, 0, page))
      for (const line of linesOf(run.rows)) {
        const { raw } = JSON.parse(line) as { raw: string };
        found.push((JSON.parse(raw) as { messageId: string }).messageId);
      }
    return found;
  };
  const held = ["m0", "m1", "m2", "m3", "m10", "m11", "m12"];
  // Pages that end within, exactly at, and beyond the last event.
  for (const page of [1, 2, 7, 100]) expect(await looked(page, false), `${page} at a time`).toEqual(held);
  expect(await looked(3, true)).toEqual([...held, "m20", "m21"]);
  expect(await previewReverdict(made.authorized)).toMatchObject({ judged: 7, released: 0, stillHeld: 7, blocked: 2 });
});
