/** Mending many findings at once: one fix after the other, each on the plan the one before left, and judged again. */

import { applyEdits, type Edit, touchedFields } from "../edit.ts";
import type { Plan } from "../plan.ts";
import { type FindingContext, gatherFacts } from "./facts.ts";
import { type Finding, judgePlan } from "./find-findings.ts";
import { type SiblingNames, siblingNames } from "./sibling-name.ts";

/** What a finding is known by from one judgement to the next. */
export interface FindingKey {
  readonly rule: string;
  readonly path: string;
}

/** Whether a fix takes away something that people wrote: it is then asked about first. */
export function removes(fix: readonly Edit[]): boolean {
  return fix.some(
    (edit) =>
      edit.command.startsWith("remove") || ("changes" in edit && "examples" in edit.changes && edit.changes.examples),
  );
}

export interface Mended {
  /** To be committed together. */
  readonly edits: readonly Edit[];
  /** How many of the findings asked for are gone. */
  readonly mended: number;
  /** How many of them are still there, or were left because mending them takes something away. */
  readonly left: number;
}

const ROUNDS_MAX = 12;

function keyOf({ code, target }: Finding): string {
  return `${code} ${target.path}`;
}

interface Desk {
  readonly plan: Plan;
  readonly siblings: SiblingNames;
  readonly placed: ReadonlyMap<string, Parameters<SiblingNames["meetings"]>[0]>;
}

function deskOf(plan: Plan): Desk {
  const facts = gatherFacts(plan, {});
  return {
    plan,
    siblings: siblingNames(facts),
    placed: new Map(facts.properties.map((placed) => [placed.path, placed])),
  };
}

/** What a fix lays hands on: the fields it touches, and the names it gives where others could give the same. */
function claims({ plan, siblings, placed }: Desk, fix: readonly Edit[]): string[] {
  return fix.flatMap((edit) => {
    const touched = touchedFields(edit);
    if (edit.command === "renameEvent") {
      const callType = plan.events.find(({ id }) => id === edit.id)?.callType;
      return [...touched, `${callType} ${edit.name}`];
    }
    if (edit.command !== "renameProperty") return touched;
    const [path = ""] = touched;
    const property = placed.get(path.slice(0, path.lastIndexOf("/")));
    const meetings = property === undefined ? [] : siblings.meetings(property);
    return [...touched, ...meetings.map((meeting) => `${meeting} ${edit.name}`)];
  });
}

interface Round {
  readonly plan: Plan;
  readonly edits: readonly Edit[];
}

/** Applies every fix that lays hands on nothing an earlier one of the round did. The rest is judged anew before it goes on. */
function mendOnce(plan: Plan, findings: readonly Finding[], context: FindingContext): Round {
  const desk = deskOf(plan);
  const claimed = new Set<string>();
  const edits: Edit[] = [];
  let current = plan;
  for (const { fix = [] } of findings) {
    const own = claims(desk, fix);
    if (own.some((claim) => claimed.has(claim))) continue;
    const result = applyEdits(current, fix, { published: context.published });
    if (!result.ok) continue;
    for (const claim of own) claimed.add(claim);
    current = result.plan;
    edits.push(...fix);
  }
  return { plan: current, edits };
}

/**
 * The edits that mend the findings asked for. Nothing is taken away that people wrote, and a fix that another one made
 * needless or impossible is left out.
 */
export function mendAll(plan: Plan, wanted: readonly FindingKey[], context: FindingContext): Mended {
  const asked = new Set(wanted.map(({ rule, path }) => `${rule} ${path}`));
  const waiting = (from: Plan) => judgePlan(from, context).findings.filter((finding) => asked.has(keyOf(finding)));
  const edits: Edit[] = [];
  let current = plan;
  let open = waiting(current);
  const before = open.length;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const mendable = open.filter(({ fix }) => fix !== undefined && !removes(fix));
    const next = mendOnce(current, mendable, context);
    if (next.edits.length === 0) break;
    edits.push(...next.edits);
    current = next.plan;
    open = waiting(current);
  }
  return { edits, mended: Math.max(0, before - open.length), left: open.length };
}
