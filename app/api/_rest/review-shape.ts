/** Shapes of reviews, comments and teams in the API. */

import { z } from "zod";
import type { Language } from "../../../lib/plan/plan.ts";
import type { ReviewView } from "../../../lib/review/read.ts";
import { VERDICTS } from "../../../lib/review/review.ts";
import { branchShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

export const reviewRulesShape = z.object({
  requiredApprovals: z.int().describe("Approvals a branch needs, 0 to 5; nobody approves work of their own then"),
  mainProtected: z.boolean().describe("main changes by merging reviewed branches alone, and owners must agree"),
  mostNewlyFailing: z
    .number()
    .nullable()
    .describe("Percent of recorded calls that may newly fail in an up-to-date back-test; null: a merge needs none"),
});

export const reviewShape = z.object({
  branch: branchShape,
  rules: reviewRulesShape,
  behind: z.int().describe("Changes main has had since the branch left it or was last brought up to date"),
  conflicts: z.int().describe("Fields both changed"),
  obstacles: z
    .array(z.object({ code: z.enum(["not_asked", "approvals", "changes_requested", "owner", "backtest"]) }).loose())
    .describe("What a merge still lacks, conflicts apart"),
  backtest: z
    .object({
      days: z.int(),
      environment: z.string(),
      failing: z.int().describe("Calls that conform to the published plan and not to the branch"),
      judged: z.int(),
      stale: z.enum(["branch", "main", "published"]).nullable().describe("What has changed since"),
    })
    .nullable()
    .describe("The latest one of the branch that is done"),
  owners: z.array(
    z.object({
      owner: z.string().describe("As the plan writes it"),
      objects: z.array(z.string()).describe("What of it the branch touches, named in the language asked for"),
      state: z
        .enum(["approved", "author", "missing", "unknown"])
        .describe("`unknown`: no team and no person who may review stands for it; that blocks nothing"),
      by: z.string().optional(),
      people: z.array(z.string()).describe("Who may agree"),
    }),
  ),
  verdicts: z
    .array(
      z.object({
        person: z.string(),
        verdict: z.enum(VERDICTS),
        text: z.string(),
        revision: z.int(),
        at: instantShape,
        voided: z
          .object({ at: instantShape, by: z.string(), revision: z.int(), cause: z.string() })
          .nullable()
          .describe("What ended it, while it does not count any more"),
      }),
    )
    .describe("Latest first"),
});

/** The plans themselves are read elsewhere. */
export function reviewAnswer({ branch, facts, obstacles, verdicts, preview }: ReviewView, language: Language) {
  const { requiredApprovals, mainProtected, mostNewlyFailing, owners, backtest = null } = facts;
  return {
    branch,
    rules: { requiredApprovals, mainProtected, mostNewlyFailing },
    behind: preview.behind,
    conflicts: preview.conflicts.length,
    obstacles: [...obstacles],
    backtest,
    owners: owners.map(({ owner, objects, state, by, resolved }) => ({
      owner,
      objects: objects.map((names) => names[language]),
      state,
      ...(by === undefined ? {} : { by }),
      people: resolved.kind === "unknown" ? [] : resolved.people.map(({ name }) => name),
    })),
    verdicts: verdicts.map(({ personName: person, verdict, text, revision, at, voided }) => ({
      person,
      verdict,
      text,
      revision,
      at,
      voided,
    })),
  };
}

export const commentTextShape = z.string().min(1).max(10_000);

export const threadShape = z.object({
  id: z.string(),
  branch: z.string(),
  path: z.string(),
  createdAt: instantShape,
  resolvedAt: instantShape.nullable(),
  resolvedBy: z.string().nullable(),
  comments: z.array(
    z.object({
      id: z.string(),
      authorId: z.string().nullable(),
      authorName: z.string(),
      text: z.string().describe("Plain text; empty once it was taken back"),
      mentions: z.array(z.object({ personId: z.string(), name: z.string() })),
      createdAt: instantShape,
      editedAt: instantShape.nullable(),
      deletedAt: instantShape.nullable(),
    }),
  ),
});

export const teamShape = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  formerNames: z.array(z.string()).describe("Names it had before; plans that still say one of them mean this team"),
  people: z.array(z.object({ personId: z.string(), name: z.string(), email: z.string() })),
});
