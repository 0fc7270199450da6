import { describe, expect, test } from "vitest";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { eventFiles, publishedEvent } from "./event-files.ts";
import { generate } from "./generate.ts";
import { TARGETS } from "./targets.ts";
import { publishedPlanOf } from "./testing/small-plan.ts";

const published = freezePlan(referencePlan);

describe.each(TARGETS)("the code of one event for %s", (target) => {
  test("is what the whole code has of it", async () => {
    const whole = await generate(published, { target });
    for (const { id, name } of referencePlan.events) {
      const files = await eventFiles(published, id, target);
      expect([...files.values()].join("\n"), name).not.toBe("");
      // One that stands in a file of its own stands there byte for byte.
      for (const [path, text] of files)
        if (path.includes("/events/") || path.startsWith("events/")) expect(text).toBe(whole.get(path));
    }
  });
});

test("its calls come before the data they are checked by", async () => {
  const paths = [...(await eventFiles(published, referencePlan.events[0]?.id ?? "", "typescript")).keys()];
  expect(paths).toEqual([expect.stringMatching(/^events\//), expect.stringMatching(/^specs\//)]);
});

test("a name that two events share is refused, as for the whole", async () => {
  const plan = publishedPlanOf({
    "Cart viewed": { identifier: "cartViewed" },
    "cart-viewed": { identifier: "cartviewed" },
    Other: {},
  });
  await expect(eventFiles(plan, "evt_small_1", "typescript")).rejects.toThrow();
  await expect(eventFiles(plan, "evt_small_2", "typescript")).resolves.toHaveProperty("size", 2);
});

test("an event has the version that publishing it would give it", () => {
  const [first, second] = referencePlan.events;
  if (first === undefined || second === undefined) throw new Error("two events are needed");
  const changed = { ...first, open: !first.open };
  const plan = { ...referencePlan, events: [changed, ...referencePlan.events.slice(1)] };
  const later = freezePlan(plan, published);
  for (const event of [changed, second])
    expect(publishedEvent(plan, event, published).eventVersions[event.id]).toBe(later.eventVersions[event.id]);
});
