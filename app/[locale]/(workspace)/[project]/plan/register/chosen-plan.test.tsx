/** The register of a version or a draft, and the ways from what is missing to where it is said. */

import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { asProject, makeWorld } from "../../../../../../lib/access/testing.ts";
import { newEvent } from "../../../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { publishOnce } from "../../../../../_access/testing/publish.ts";
import { choosePlan } from "../../../../../_hand-over/chosen-plan.ts";
import { MissingList } from "./missing-list.tsx";

usePlanDb();

it("chooses in the words of the API, and has main where nothing is published", async () => {
  const project = await asProject(await makeWorld());
  const at = async (asked?: string) => (await choosePlan(project, asked, "en"))?.label;
  expect([await at(), await at("latest"), await at("9")]).toEqual(["main, as it is", undefined, undefined]);
  await publishOnce(project);
  expect([await at(), await at("latest"), await at("1")]).toEqual(["Version 1", "Version 1", "Version 1"]);
  expect([await at("main"), await at("nowhere")]).toEqual(["main, as it is", undefined]);
});

it("leads to the field of the plan's rules where something is to be said", () => {
  const { settings } = referencePlan;
  const purposes = settings.purposes.map((one) => ({ ...one, recipients: ["A/B", "Nobody"], description: {} }));
  const [purpose] = purposes;
  const recipientDetails = [{ key: "A/B", description: {}, safeguards: {} }];
  const events = [newEvent({ id: "evt_a", name: "A", identifier: "a", consentPurpose: purpose?.key ?? "" })];
  const plan = { ...referencePlan, events, settings: { ...settings, purposes, recipientDetails, dataSubjects: {} } };
  const html = renderToStaticMarkup(<MissingList language="en" view={{ slug: "shop", branch: "main" }} plan={plan} />);
  const ids = [...html.matchAll(/plan\/settings#([^"]+)"/g)].map(([, id = ""]) => decodeURIComponent(id));
  expect(ids).toEqual(
    expect.arrayContaining([
      "plan/settings/dataSubjects",
      `plan/settings/purposes/${purpose?.key}`,
      "plan/settings/recipientDetails/A~1B",
      "plan/settings/recipientDetails",
    ]),
  );
});
