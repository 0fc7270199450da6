import { expect, it } from "vitest";
import { listAudit } from "../access/audit.ts";
import { createSource, getSource, updateSource } from "../access/source.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { VersionRule } from "../plan/version-rule.ts";
import { listViolations, loadViolation } from "../violation/store.ts";
import { listLiveEvents } from "./live.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const NUMBER = { kind: "number" } as const;
const TEXT = { kind: "string" } as const;

/** First `Paid` with a number; then also `Refunded`; then both with a text, `Paid` renamed `Order Paid`. */
function history(): Plan[] {
  const paid = paidEvent({ type: NUMBER });
  const refunded = { ...paid, id: "evt_refunded", name: "Refunded" };
  const texts = [paidEvent({ type: TEXT }), { ...paidEvent({ type: TEXT }), id: "evt_refunded", name: "Refunded" }];
  const [first = paid, ...others] = texts;
  const renamed = { ...first, name: "Order Paid", formerNames: ["Paid"] };
  return [
    { ...referencePlan, events: [paid] },
    { ...referencePlan, events: [paid, refunded] },
    { ...referencePlan, events: [renamed, ...others] },
  ];
}

const track = (event: string, amount: unknown, version?: number) => ({
  type: "track",
  event,
  userId: "u",
  properties: { amount },
  ...(version === undefined ? {} : { context: { gabarit: { version } } }),
});

async function verdicts(rule: VersionRule): Promise<unknown[]> {
  const project = await createTestProject();
  const source = await project.source({ versionRule: rule });
  const plans = history();
  for (const plan of plans) await project.publish(plan);
  const batch = [
    track("Paid", 1),
    track("Refunded", 1),
    track("Order Paid", "x"),
    track("Paid", "x", 3),
    track("No", 1),
  ];
  const ask = () =>
    listLiveEvents(project.authorized, { sourceSlug: source.slug, ...(plans[2] && { plan: plans[2] }) }).then(
      (events) =>
        events
          .reverse()
          .map(({ verdict, planVersion, resolved, plannedName }) => [verdict, planVersion, resolved, plannedName]),
    );
  await server.post("/v1/batch", { writeKey: source.writeKey, batch });
  const waiting = await ask();
  await server.ingest.settled();
  // From the journal or from the event store: the same is said.
  expect(await ask()).toEqual(waiting);
  // A version that is not there is another matter than an event or a source that is not planned.
  await server.post("/v1/batch", { writeKey: source.writeKey, batch: [track("Paid", 1, 9)] });
  const [unknown] = await listLiveEvents(project.authorized, { limit: 1 });
  expect(unknown?.violations[0]).toMatchObject({
    code: "version_unknown",
    received: 9,
    expected: unknown?.planVersion,
  });
  await server.ingest.settled();
  const { items } = await listViolations(project.authorized, { codes: ["version_unknown"] });
  const shown = await loadViolation(project.authorized, items[0]?.fingerprint ?? "", plans[2] && { plan: plans[2] });
  expect(shown.samples).toMatchObject([{ resolved: unknown?.resolved, plannedName: "Order Paid" }]);
  return [...waiting, [unknown?.planVersion, unknown?.resolved]];
}

it("the latest version judges what declares none", async () => {
  expect(await verdicts("latest")).toEqual([
    ["violating", 3, "latest", "Order Paid"],
    ["violating", 3, "latest", undefined],
    ["conformant", 3, "latest", undefined],
    ["conformant", 3, "declared", "Order Paid"],
    ["unplanned", 3, "latest", undefined],
    [3, "latest"],
  ]);
});

it("the version that a source is pinned to judges what declares none", async () => {
  expect(await verdicts("2")).toEqual([
    ["conformant", 2, "pinned", "Order Paid"],
    ["conformant", 2, "pinned", undefined],
    ["unplanned", 2, "pinned", undefined],
    ["conformant", 3, "declared", "Order Paid"],
    ["unplanned", 2, "pinned", undefined],
    [2, "pinned"],
  ]);
});

it("the oldest version that plans the event under the name it came with judges what declares none", async () => {
  expect(await verdicts("oldest")).toEqual([
    ["conformant", 1, "oldest", "Order Paid"],
    ["conformant", 2, "oldest", undefined],
    ["conformant", 3, "oldest", undefined],
    ["conformant", 3, "declared", "Order Paid"],
    // No version plans it: the latest says so.
    ["unplanned", 3, "oldest", undefined],
    [1, "oldest"],
  ]);
});

it("a source is pinned to published versions only, and who did so is recorded", async () => {
  const project = await createTestProject();
  const input = { name: "Shop", platform: "web", environment: "production" } as const;
  const refused = { code: "invalid_input", fields: [{ path: "versionRule" }] };
  await expect(createSource(project.authorized, { ...input, versionRule: "1" })).rejects.toMatchObject(refused);
  const { slug, versionRule } = await createSource(project.authorized, input);
  expect(versionRule).toBe("latest");
  for (const plan of history()) await project.publish(plan);
  for (const rule of ["4", "0", "-1", "1.5", "NaN"] as VersionRule[]) {
    await expect(updateSource(project.authorized, slug, { versionRule: rule })).rejects.toMatchObject(refused);
  }
  await updateSource(project.authorized, slug, { versionRule: "2" });
  expect(await getSource(project.authorized, slug)).toMatchObject({ versionRule: "2" });
  const { entries } = await listAudit(project.authorized);
  expect(entries[0]).toMatchObject({ action: "source.update", detail: { versionRule: "latest → 2" } });
});
