import { beforeAll, expect, it } from "vitest";
import { emptyPlan, newBundle, newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { findFindings } from "../plan/rules/find-findings.ts";
import { classesOf, receivedClasses } from "./received-classes.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const text = (id: string, name: string) => newProperty({ id, name, type: { kind: "string" } });
const plan: Plan = {
  ...emptyPlan("test"),
  bundles: [newBundle({ id: "bnd_form", name: "Form", properties: [text("prp_note", "note")] })],
  events: [
    newEvent({
      id: "evt_asked",
      name: "Asked",
      identifier: "asked",
      bundles: ["bnd_form"],
      properties: [text("prp_answer", "answer"), text("prp_country", "country")],
    }),
  ],
};

let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  const web = await project.source({ slug: "web", environment: "production" });
  const tried = await project.source({ slug: "tried", environment: "development" });
  await project.publish(plan);
  const ask = (properties: object) => ({ type: "track", event: "Asked", userId: "u", properties });
  const batch = [ask({ answer: "jo@example.com", country: "FR", note: "+33 6 12 34 56 78" })];
  await server.post("/v1/batch", { writeKey: web.writeKey, batch });
  await server.post("/v1/batch", { writeKey: tried.writeKey, batch: [ask({ country: "jo@example.com" })] });
  await server.ingest.settled();
}, 120_000);

it("what production sent under an innocent name is found where it is planned", async () => {
  const received = await receivedClasses(project.authorized);
  const found = findFindings(plan, { received }).filter(({ code }) => code === "personal_by_received");
  expect(found.map(({ target, en }) => [target.path, en])).toEqual([
    [
      "event/evt_asked/properties/prp_answer/privacy",
      "Values that came lately for “answer” are e-mail addresses, but its privacy class says there is no personal data.",
    ],
    [
      "bundle/bnd_form/properties/prp_note/privacy",
      "Values that came lately for “note” are phone numbers, but its privacy class says there is no personal data.",
    ],
  ]);
  expect(findFindings(plan).filter(({ code }) => code === "personal_by_received")).toEqual([]);
});

it("one address is enough; what looks like the number of a card must be nearly all values", async () => {
  const told = async (values: readonly unknown[]) => {
    const rows = values.map((value) => ({
      event: "evt",
      raw: JSON.stringify({ properties: { list: [{ it: value }] } }),
    }));
    return (await classesOf([...rows, { event: "evt", raw: "no JSON" }])).get("evt")?.get("list.it");
  };
  const card = 4_111_111_111_111_111;
  expect(await told(["none", "later", "jo@example.com"])).toBe("email");
  expect(await told([card, card, card, card, card])).toBe("card");
  expect(await told([card, 4_111_111_111_111_112, 1_111_111_111_111, 3, 4])).toBeUndefined();
  expect(await told([card])).toBeUndefined();
  expect(await told(["FR-2041", 12.5, true, null])).toBeUndefined();
});

it("traits of people are asked about as well", async () => {
  const traits = await classesOf([{ event: "", raw: JSON.stringify({ traits: { contact: "jo@example.com" } }) }]);
  const contact = newTrait({ id: "prp_contact", name: "contact", type: { kind: "string" } });
  const found = findFindings({ ...plan, userProperties: [contact] }, { received: traits });
  expect(found.filter(({ code }) => code === "personal_by_received").map(({ target }) => target.path)).toEqual([
    "user_property/prp_contact/privacy",
  ]);
});
