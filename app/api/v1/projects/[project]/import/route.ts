import { z } from "zod";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { planSchema } from "../../../../../../lib/plan/schema.ts";
import { getBranch, MAIN } from "../../../../../../lib/plan/store.ts";
import { createBranch, listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { commitEdits, staleError } from "../../../../../../lib/plan/store-commit.ts";
import { importPlan } from "../../../../../../lib/plan/store-import.ts";
import { operation } from "../../../../_rest/operation.ts";
import { changeShape, problemShape } from "../../../../_rest/plan-shape.ts";

async function hasBranch(project: AuthorizedProject, name: string): Promise<boolean> {
  return (await listBranches(project)).some((branch) => branch.name === name);
}

async function checkRevision(project: AuthorizedProject, branch: string, expected: number): Promise<void> {
  const { revision } = await getBranch(project.projectId, branch);
  if (revision !== expected) throw staleError(revision, []);
}

export const POST = operation(
  {
    summary: "Import a plan into a branch, made when there is none; with `preview`, only say what would change",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: z.strictObject({
      plan: planSchema,
      branch: z.string().max(63).default(MAIN),
      preview: z.boolean().default(false),
      remove: z.boolean().default(false).describe("Remove what the import does not have"),
      clear: z.boolean().default(false).describe("Let blanks of the import clear what is there"),
      carried: z
        .array(z.string().max(40))
        .max(100)
        .optional()
        .describe("Fields that the imported files can say; the others stay. Default: all"),
      expectedRevision: z
        .int()
        .min(0)
        .optional()
        .describe("Refused as `stale_revision` when the branch, or main where there is none yet, is at another one"),
    }),
    maxBytes: 32 * 1024 * 1024,
    answer: z.object({
      branch: z.string(),
      revision: z.int(),
      changes: z.array(changeShape),
      problems: z.array(problemShape),
    }),
  },
  async ({ authorized, body: { plan, branch, preview, remove, clear, carried, expectedRevision } }) => {
    const exists = await hasBranch(authorized, branch);
    if (expectedRevision !== undefined) await checkRevision(authorized, exists ? branch : MAIN, expectedRevision);
    if (!exists && !preview) await createBranch(authorized, { name: branch });
    const options = { remove, clear, ...(carried === undefined ? {} : { carried }) };
    const change = await importPlan(authorized, exists || !preview ? branch : MAIN, plan, options);
    const told = { branch, changes: change.changes, problems: change.problems };
    if (preview || change.edits.length === 0) return { ...told, revision: change.revision };
    const { revision } = await commitEdits(authorized, branch, {
      expectedRevision: change.revision,
      edits: change.edits,
      tolerant: true,
    });
    return { ...told, revision };
  },
);
