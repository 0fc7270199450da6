/** What a saved question reads is not called unused. */

import { expect, test } from "vitest";
import { emptyPlan, newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { findFindings } from "../plan/rules/find-findings.ts";
import { usePlanDb } from "../store/testing.ts";
import { createCohort, deleteCohort } from "./cohort/store.ts";
import { publishedProject } from "./naive/project.ts";
import { createReport } from "./report-store.ts";
import { listUsed } from "./used-ids.ts";
import { usedIn } from "./used-names.ts";

usePlanDb();

const text = { kind: "string" } as const;
const box = newProperty({
  id: "prp_box",
  name: "box",
  type: {
    kind: "object",
    open: false,
    properties: [newProperty({ id: "prp_weight", name: "weight", type: { kind: "number" } })],
  },
});
const plan: Plan = {
  ...emptyPlan("used"),
  userProperties: [
    newTrait({ id: "prp_city", name: "city", type: text }),
    newTrait({ id: "prp_hat", name: "hat", type: text }),
  ],
  events: [
    newEvent({
      id: "evt_sent",
      name: "Sent",
      identifier: "sent",
      properties: [box, newProperty({ id: "prp_spare", name: "spare", type: text })],
    }),
    newEvent({ id: "evt_joined", name: "Joined", identifier: "joined", roles: ["sign_up"] }),
    newEvent({ id: "evt_seen", name: "Seen", identifier: "seen" }),
  ],
};

test("events and properties that cohorts and reports name, bind by role or read inside an object", async () => {
  const { project } = await publishedProject(plan);
  const unused = async () => {
    const used = usedIn(plan, await listUsed(project));
    return findFindings(plan, { used })
      .filter(({ code }) => code === "serves_nothing" || code === "unused_property")
      .map(({ target }) => target.propertyId ?? target.id)
      .sort();
  };
  const all = ["evt_joined", "evt_seen", "evt_sent", "prp_box", "prp_city", "prp_hat", "prp_spare"];
  expect(await unused()).toEqual(all);
  const cohort = await createCohort(project, {
    name: "Heavy, new and from town",
    criterion: {
      kind: "all",
      of: [
        {
          kind: "count",
          event: { event: "Sent", where: [{ property: "box.weight", op: ">", value: 5 }] },
          count: { op: ">=", value: 1 },
          window: { afterSignUp: { value: 7, unit: "day" } },
        },
        // The name of another user property, as a value, is no use of it.
        { kind: "property", filter: { userProperty: "city", op: "=", value: "prp_hat" } },
      ],
    },
  });
  expect(await unused()).toEqual(["evt_seen", "prp_hat", "prp_spare"]);
  await createReport(project, {
    name: "Sent by spare",
    question: {
      kind: "metric",
      event: { event: "Sent" },
      measure: { kind: "count" },
      interval: "day",
      range: { lastDays: 7 },
      breakdown: { property: "spare" },
    },
  });
  expect(await unused()).toEqual(["evt_seen", "prp_hat"]);
  // Any event is no event in particular: it would silence the rule for the whole plan.
  await createReport(project, {
    name: "Active",
    question: { kind: "active_users", event: { any: true }, range: { lastDays: 7 } },
  });
  expect(await unused()).toEqual(["evt_seen", "prp_hat"]);
  await deleteCohort(project, cohort.id, 1);
  expect(await unused()).toEqual(["evt_joined", "evt_seen", "prp_box", "prp_city", "prp_hat"]);
});

test("a property that a saved question reads by its role in the published plan, in a draft without the role too", async () => {
  const total = newProperty({ id: "prp_total", name: "total", type: { kind: "number" } });
  const paid = newEvent({ id: "evt_paid", name: "Paid", identifier: "paid" });
  const asDrafted: Plan = { ...emptyPlan("roles"), events: [{ ...paid, properties: [total] }] };
  const { project } = await publishedProject({
    ...asDrafted,
    events: [{ ...paid, properties: [{ ...total, role: "revenue" }] }],
  });
  await createReport(project, {
    name: "Revenue",
    question: {
      kind: "metric",
      event: { any: true },
      measure: { kind: "sum", property: { propertyRole: "revenue" } },
      interval: "day",
      range: { lastDays: 7 },
    },
  });
  expect([...usedIn(asDrafted, await listUsed(project))]).toEqual(["prp_total"]);
});
