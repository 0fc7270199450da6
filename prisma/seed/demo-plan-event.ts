/** How the demo plan writes an event: its texts first, defaults for the rest. */

import { newEvent } from "../../lib/plan/new-object.ts";
import type { LocalizedText, PlanEvent } from "../../lib/plan/plan.ts";

export interface DemoEvent extends Partial<PlanEvent> {
  readonly title: LocalizedText;
  readonly says: LocalizedText;
  readonly when: LocalizedText;
}

function camel(name: string): string {
  return name
    .split(" ")
    .map((word, index) => (index === 0 ? word.toLowerCase() : word))
    .join("");
}

export function event(name: string, { title, says, when, ...more }: DemoEvent): PlanEvent {
  return newEvent({
    id: `evt_${name.toLowerCase().replaceAll(" ", "_")}`,
    name,
    identifier: camel(name),
    displayName: title,
    description: says,
    trigger: when,
    owner: "Growth",
    consentPurpose: "measurement",
    sources: ["shop-web", "shop-server"],
    ...more,
  });
}

export const serves = (...ids: readonly string[]) => ({
  decisions: ids.filter((id) => id.startsWith("dec_")),
  metrics: ids.filter((id) => id.startsWith("met_")),
});

export const onboarding = { serves: serves("dec_onboarding", "met_activation") };
export const checkout = { serves: serves("dec_checkout", "met_revenue") };
export const retention = { serves: serves("dec_retention", "met_retention") };
