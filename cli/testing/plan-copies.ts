/** A small plan that people keep copies of, and one of these people. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import type { LocalInstallation } from "./installation.ts";

export const planOf = (slug: string): Plan => ({
  ...emptyPlan(slug),
  events: [
    newEvent({
      id: "evt_paid",
      name: "Paid",
      identifier: "paid",
      description: { en: "Somebody paid." },
      properties: [
        newProperty({ id: "prp_amount", name: "amount", type: { kind: "number" }, required: true }),
        newProperty({ id: "prp_coupon", name: "coupon", type: { kind: "string" } }),
      ],
    }),
    newEvent({ id: "evt_left", name: "Left", identifier: "left", description: { en: "Somebody left." } }),
  ],
});

/** Somebody with a plan file of their own, in a folder of that name. */
export function personOf({ folder, slug, run }: LocalInstallation, name: string) {
  const path = `${name}/plan.yaml`;
  const file = join(folder, path);
  const read = () => readFileSync(file, "utf8");
  return {
    read,
    write: (text: string) => writeFileSync(file, text),
    /** Changes a text that stands in the file once. */
    edit(from: string, to: string) {
      const parts = read().split(from);
      if (parts.length !== 2) throw new Error(`${path} has "${from}" ${parts.length - 1} times`);
      writeFileSync(file, parts.join(to));
    },
    pull: (...more: readonly string[]) => run("pull", slug, "--file", path, ...more),
    push: (...more: readonly string[]) => run("push", slug, "--file", path, ...more),
    pushTo: (branch: string, ...more: readonly string[]) => run("push", `${slug}@${branch}`, "--file", path, ...more),
    pullOf: (branch: string, ...more: readonly string[]) => run("pull", `${slug}@${branch}`, "--file", path, ...more),
  };
}
