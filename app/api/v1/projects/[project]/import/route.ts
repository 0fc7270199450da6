import { z } from "zod";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { REPOSITORY_MAX } from "../../../../../../lib/plan/repository.ts";
import { planSchema } from "../../../../../../lib/plan/schema.ts";
import { getBranch, MAIN } from "../../../../../../lib/plan/store.ts";
import { createBranch, listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { renewDraft } from "../../../../../../lib/plan/store-branch-pipeline.ts";
import { commitEdits, staleError } from "../../../../../../lib/plan/store-commit.ts";
import { importPlan } from "../../../../../../lib/plan/store-import.ts";
import { operation } from "../../../../_rest/operation.ts";
import { changeShape, problemShape } from "../../../../_rest/plan-shape.ts";

async function hasBranch(project: AuthorizedProject, name: string): Promise<boolean> {
  return (await listBranches(project)).some((branch) => branch.name === name);
}

function requireRevision(revision: number, expected: number | undefined): void {
  if (expected !== undefined && revision !== expected) throw staleError(revision, []);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The revision of a draft that nobody has edited yet. */
const NEW = 0;

/** A draft is made of `main` as it is when it is made: that must not be later than what was expected. */
async function makeBranch(
  project: AuthorizedProject,
  made: { readonly name: string; readonly pushedFrom: string | undefined; readonly closesAt: Date | undefined },
  expected: number | undefined,
): Promise<void> {
  const requireMain = async () => requireRevision((await getBranch(project.projectId, MAIN)).revision, expected);
  await requireMain();
  await createBranch(project, made);
  await requireMain();
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
      derivedIdentifiers: z
        .array(z.string().max(120))
        .optional()
        .describe(
          "Ids of events whose identifier the file does not say: known ones keep theirs, and the names they had. Default: none",
        ),
      expectedRevision: z
        .int()
        .min(0)
        .optional()
        .describe("Refused as `stale_revision` when the branch, or main where there is none yet, is at another one"),
      managedFrom: z
        .string()
        .max(REPOSITORY_MAX)
        .optional()
        .describe(
          "The repository a push comes from: needed where the plan is managed from one, and only tokens have it",
        ),
      closesAfterDays: z
        .int()
        .min(1)
        .max(365)
        .optional()
        .describe(
          "A branch that a pipeline writes: taken out again where it was closed, and closed by itself when nobody writes on it for so many days",
        ),
    }),
    maxBytes: 32 * 1024 * 1024,
    answer: z.object({
      branch: z.string(),
      revision: z.int(),
      changes: z.array(changeShape),
      problems: z.array(problemShape),
    }),
  },
  async ({ authorized, body }) => {
    const { plan, branch, preview, remove, clear, carried, derivedIdentifiers } = body;
    const { expectedRevision, managedFrom, closesAfterDays } = body;
    const exists = await hasBranch(authorized, branch);
    const isMade = !exists && !preview;
    const isOfPipeline = closesAfterDays !== undefined && branch !== MAIN;
    const closesAt = isOfPipeline ? new Date(Date.now() + closesAfterDays * DAY_MS) : undefined;
    const pushedFrom = managedFrom;
    if (isMade) await makeBranch(authorized, { name: branch, pushedFrom, closesAt }, expectedRevision);
    const said = { ...(carried && { carried }), ...(derivedIdentifiers && { derivedIdentifiers }) };
    const options = { remove, clear, ...said };
    const change = await importPlan(authorized, exists || !preview ? branch : MAIN, plan, options);
    // Of the plan that the edits were made from: what is removed was there when the caller looked.
    requireRevision(change.revision, isMade && expectedRevision !== undefined ? NEW : expectedRevision);
    const told = { branch, changes: change.changes, problems: change.problems };
    if (preview) return { ...told, revision: change.revision };
    const { edits, revision } = change;
    if (edits.length === 0) {
      if (closesAt !== undefined) await renewDraft(authorized, branch, { closesAt, pushedFrom });
      return { ...told, revision };
    }
    const commit = { expectedRevision: revision, edits, tolerant: true, pushedFrom, closesAt };
    return { ...told, revision: (await commitEdits(authorized, branch, commit)).revision };
  },
);
