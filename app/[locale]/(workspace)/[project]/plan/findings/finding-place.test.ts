import { expect, it } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { findingPlace } from "./finding-place.ts";

const plan = referencePlan;
const event =
  plan.events.find((one) => one.properties.some((property) => property.type.kind === "array")) ?? plan.events[0];

it("leads to the event, and to the innermost property a path names", () => {
  const list = event?.properties.find((property) => property.type.kind === "array");
  const items =
    list?.type.kind === "array" && list.type.items.kind === "object" ? list.type.items.properties[0] : undefined;
  expect(findingPlace(plan, `event/${event?.id}/description.fr`, "en")).toEqual({
    about: event?.name,
    screen: "",
    query: { event: event?.id, tab: "definition" },
  });
  const nested = findingPlace(
    plan,
    `event/${event?.id}/properties/${list?.id}/type/properties/${items?.id}/name`,
    "en",
  );
  expect(nested.about).toBe(`${event?.name} ${list?.name}.${items?.name}`);
  expect(nested.query).toMatchObject({ tab: "properties", property: items?.id });
});

it("leads to the screen of every other kind, and to the rules where nothing else fits", () => {
  expect(findingPlace(plan, `bundle/${plan.bundles[0]?.id}/owner`, "fr").screen).toBe("bundles");
  expect(findingPlace(plan, `user_property/${plan.userProperties[0]?.id}/type`, "fr").screen).toBe("user-properties");
  expect(findingPlace(plan, `metric/${plan.metrics[0]?.id}/decisions`, "fr").screen).toBe("metrics");
  expect(findingPlace(plan, `journey/${plan.journeys[0]?.id}/steps/stp_any/events`, "fr")).toMatchObject({
    screen: "journeys",
    query: { journey: plan.journeys[0]?.id },
  });
  expect(findingPlace(plan, "plan/settings/languages", "fr").screen).toBe("settings");
  expect(findingPlace(plan, "event/evt_gone/name", "fr").screen).toBe("settings");
});
