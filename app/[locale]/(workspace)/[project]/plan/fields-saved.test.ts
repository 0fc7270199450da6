/** Every field of the model, edited as its control does, saved, and read back from the store. */

import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { asProject, makeWorld } from "../../../../../lib/access/testing.ts";
import { clearProcessState } from "../../../../../lib/base/process-state.ts";
import { editsBetween } from "../../../../../lib/plan/edit-between.ts";
import { referencePlan } from "../../../../../lib/plan/reference-plan.ts";
import { loadPlan, MAIN } from "../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../lib/plan/store-commit.ts";
import { usePlanDb } from "../../../../../lib/store/testing.ts";
import { fieldEdits } from "./field-edits.ts";
import { editable, FIELD_CASES, fieldOf, otherValue } from "./testing/field-cases.ts";

usePlanDb();

const SLOW_MS = 60_000;

it(
  "keeps what every control saved, across a reload",
  async () => {
    const project = await asProject(await makeWorld());
    const start = await loadPlan(project);
    let at = await commitEdits(project, MAIN, {
      expectedRevision: start.revision,
      edits: editsBetween(start.plan, { ...referencePlan, slug: project.slug }),
    });
    const saved: { readonly name: string; readonly stored: () => unknown; readonly after: unknown }[] = [];
    let reloaded = at.plan;
    for (const { name, subject, table, read } of FIELD_CASES)
      for (const [field, spec] of editable(table)) {
        const before = fieldOf(read(at.plan), field);
        const after = otherValue(spec, before, at.plan);
        const edits = fieldEdits(subject, field, before, after);
        at = await commitEdits(project, MAIN, { expectedRevision: at.revision, edits });
        // A deprecation sets the status too; what was saved is what the plan said then.
        const now = fieldOf(read(at.plan), field);
        saved.push({ name: `${name} ${field}`, after: now, stored: () => fieldOf(read(reloaded), field) });
        expect(now, `${name} ${field}`).not.toEqual(before);
      }
    clearProcessState("planBranches");
    reloaded = (await loadPlan(project)).plan;
    expect(reloaded).toEqual(at.plan);
    const lost = saved.filter(
      ({ name, stored, after }) =>
        name !== "event status" && name !== "property status" && !isDeepStrictEqual(stored(), after),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
    expect(saved.length).toBeGreaterThan(50);
  },
  SLOW_MS,
);
