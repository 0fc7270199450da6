/** What the page of a branch shows of its review: where it stands, what a merge lacks, what was said, what happened. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { getBranch, MAIN } from "../plan/store.ts";
import { type BranchSummary, getBranchSummary, requireDraftName } from "../plan/store-branch.ts";
import { type MergePreview, previewMergeIn } from "../plan/store-branch-merge.ts";
import { readTogether } from "../plan/store-branch-state.ts";
import type { BranchEventKind, VoidCause } from "../plan/store-guard.ts";
import { planDb } from "../store/plan-db.ts";
import { readFacts } from "./facts.ts";
import { mergeObstacles, type Obstacle, type ReviewFacts, type Verdict } from "./review.ts";

export interface VerdictEntry {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly verdict: Verdict;
  readonly text: string;
  readonly revision: number;
  readonly at: Date;
  /** What ended it; null while it counts. */
  readonly voided: {
    readonly at: Date;
    readonly by: string;
    readonly revision: number;
    readonly cause: VoidCause;
  } | null;
}

export interface ReviewView {
  readonly branch: BranchSummary;
  readonly facts: ReviewFacts;
  /** What a merge still lacks, conflicts apart. */
  readonly obstacles: readonly Obstacle[];
  /** Latest first. */
  readonly verdicts: readonly VerdictEntry[];
  readonly preview: MergePreview;
}

/** The review of a branch; `not_found` when there is none of that name. */
export async function readReview(project: AuthorizedProject, name: string): Promise<ReviewView> {
  if (name === MAIN) requireDraftName(name);
  const branch = await getBranchSummary(project, name);
  return readTogether(async (db) => {
    const { id } = await db.planBranch.findUniqueOrThrow({
      where: { projectId_name: { projectId: project.projectId, name } },
      select: { id: true },
    });
    const preview = await previewMergeIn(db, project, name);
    const { before, after } = preview;
    const facts = await readFacts(db, project, { branchId: id, before, after });
    const rows = await db.reviewVerdict.findMany({ where: { branchId: id }, orderBy: [{ at: "desc" }, { id: "asc" }] });
    const verdicts = rows.map((row) => ({
      id: row.id,
      personId: row.personId,
      personName: row.personName,
      verdict: row.verdict as Verdict,
      text: row.text,
      revision: row.revision,
      at: row.at,
      voided:
        row.voidedAt === null
          ? null
          : {
              at: row.voidedAt,
              by: row.voidedBy ?? "",
              revision: row.voidedRevision ?? 0,
              cause: row.voidedCause as VoidCause,
            },
    }));
    // What was kept when somebody last acted may no longer be how it stands.
    return { branch: { ...branch, state: facts.state }, facts, obstacles: mergeObstacles(facts), verdicts, preview };
  });
}

/** One line of a branch's past. */
export interface Activity {
  readonly kind: BranchEventKind | "created" | "edited" | "comment";
  readonly by: string;
  readonly at: Date;
  /** `edited`: how many saves in a row; `voided`: whose verdicts and why; a verdict: what was written. */
  readonly detail: Readonly<Record<string, unknown>>;
}

const SHOWN = 200;

/** Saves of one person in a row are one line. */
function joined(lines: readonly Activity[]): Activity[] {
  const out: Activity[] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last?.kind === "edited" && line.kind === "edited" && last.by === line.by) {
      const saves = Number(last.detail.saves) + 1;
      out[out.length - 1] = { ...last, detail: { saves } };
    } else out.push(line);
  }
  return out;
}

/** Who made a branch as its edits name them: a person, or a token by its own name; empty where nobody is known any more. */
async function makerName(id: string): Promise<string> {
  const db = planDb();
  const person = await db.person.findUnique({ where: { id }, select: { name: true, email: true } });
  if (person !== null) return person.name || person.email;
  return (await db.apiToken.findUnique({ where: { id }, select: { name: true } }))?.name ?? "";
}

/** What happened to a branch, latest first. */
export async function readActivity(project: AuthorizedProject, name: string): Promise<readonly Activity[]> {
  const db = planDb();
  const { projectId } = project;
  const branch = await getBranch(projectId, name);
  const [events, edits, comments, maker] = await Promise.all([
    db.branchEvent.findMany({ where: { branchId: branch.id }, orderBy: { id: "desc" }, take: SHOWN }),
    // What a rebase brought is told as that, and no edit of whoever did it.
    db.$queryRaw<{ actorName: string; at: Date }[]>`
      select "actorName", "at" from "PlanEdit"
      where "branchId" = ${branch.id} and not jsonb_exists("command", 'rebased')
      order by "revision" desc limit ${SHOWN}`,
    db.comment.findMany({
      where: { thread: { branchId: branch.id }, deletedAt: null },
      orderBy: { createdAt: "desc" },
      take: SHOWN,
      select: { authorName: true, createdAt: true, text: true },
    }),
    branch.createdById === null ? "" : makerName(branch.createdById),
  ]);
  const lines: Activity[] = [
    ...events.map(({ kind, actorName, at, detail }) => ({
      kind: kind as BranchEventKind,
      by: actorName,
      at,
      detail: detail as Readonly<Record<string, unknown>>,
    })),
    ...edits.map(({ actorName, at }) => ({ kind: "edited" as const, by: actorName, at, detail: { saves: 1 } })),
    ...comments.map(({ authorName, createdAt, text }) => ({
      kind: "comment" as const,
      by: authorName,
      at: createdAt,
      detail: { text },
    })),
    { kind: "created", by: maker, at: branch.createdAt, detail: {} },
  ];
  return joined(lines.sort((a, b) => b.at.getTime() - a.at.getTime())).slice(0, SHOWN);
}
