/** What the rules find in a plan, in the reader's language. */

import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { type Finding, judgePlan } from "../../../../../lib/plan/rules/find-findings.ts";
import { removes } from "../../../../../lib/plan/rules/fix-all.ts";
import { type FindingFacts, findingContext } from "../../../../_findings/finding-facts.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";

/** What the rules need besides the plan, and whom they speak to. */
export interface FindingScope extends FindingFacts {
  readonly language: Language;
}

export interface ShownJudgement {
  readonly findings: readonly ShownFinding[];
  /** How many more there are that the plan's standards let pass. */
  readonly suppressed: number;
}

interface KeptJudgement extends ShownJudgement {
  readonly key: string;
  readonly scope: FindingScope;
}

/** Some languages and some readings of what was received: older ones are asked for no more. */
const KEPT_MAX = 4;
const kept = new WeakMap<Plan, readonly KeptJudgement[]>();

/** A verb for the mend: a new name is said, since that is what one decides by. */
function fixLabel(edits: readonly Edit[], language: Language): string {
  const t = translator(language, "plan");
  const [fix] = edits;
  if (removes(edits)) return t("finding.remove");
  const renames = fix?.command === "renameEvent" || fix?.command === "renameProperty";
  return renames ? t("finding.rename", { name: fix.name }) : t("finding.fix");
}

/** Findings that plans share are shown by one value, however many branches there are. */
const shownKept: Readonly<Record<Language, WeakMap<Finding, ShownFinding>>> = { en: new WeakMap(), fr: new WeakMap() };

function shown(finding: Finding, language: Language): ShownFinding {
  const known = shownKept[language].get(finding);
  if (known !== undefined) return known;
  const { code, severity, target, fix } = finding;
  const made: ShownFinding = {
    rule: code,
    severity,
    path: target.path,
    ...(target.kind === "plan" ? {} : { objectId: target.propertyId ?? target.id }),
    text: finding[language],
    hint: finding.hint[language],
    ...(fix ? { fix: { label: fixLabel(fix, language), edits: fix, removes: removes(fix) } } : {}),
  };
  shownKept[language].set(finding, made);
  return made;
}

/** What the rules say of a plan; kept as long as the plan is, which never changes. */
export function shownJudgement(plan: Plan, scope: FindingScope): ShownJudgement {
  const { language, sources, used, published, lastReceived, receivedClasses } = scope;
  const today = new Date().toISOString().slice(0, 10);
  const key = [today, language, published?.version ?? 0, sources, used.ids, used.roles].map(String).join(" ");
  const list = kept.get(plan) ?? [];
  const known = list.find(
    (one) =>
      one.key === key && one.scope.lastReceived === lastReceived && one.scope.receivedClasses === receivedClasses,
  );
  if (known) return known;
  const judged = judgePlan(plan, findingContext(plan, scope));
  const findings = judged.findings.map((finding) => shown(finding, language));
  const made = { key, scope, findings, suppressed: judged.suppressed.length };
  kept.set(plan, [made, ...list].slice(0, KEPT_MAX));
  return made;
}

/** Every finding of a plan that its standards do not let pass. */
export function shownFindings(plan: Plan, scope: FindingScope): readonly ShownFinding[] {
  return shownJudgement(plan, scope).findings;
}

const byEventKept = new WeakMap<readonly ShownFinding[], ReadonlyMap<string, readonly ShownFinding[]>>();

/** Findings of each event, by its id. */
export function findingsByEvent(plan: Plan, scope: FindingScope): ReadonlyMap<string, readonly ShownFinding[]> {
  const findings = shownFindings(plan, scope);
  const known = byEventKept.get(findings);
  if (known) return known;
  const found = new Map<string, ShownFinding[]>();
  for (const finding of findings) {
    const [kind, id = ""] = finding.path.split("/", 2);
    if (kind !== "event") continue;
    const own = found.get(id);
    if (own) own.push(finding);
    else found.set(id, [finding]);
  }
  byEventKept.set(findings, found);
  return found;
}

function isWithin(finding: ShownFinding, path: string): boolean {
  return finding.path === path || finding.path.startsWith(`${path}/`) || finding.path.startsWith(`${path}.`);
}

/** Findings of one object or field and what lies in it. */
export function findingsOf(plan: Plan, scope: FindingScope, path: string): readonly ShownFinding[] {
  const [kind, id = ""] = path.split("/");
  const near = kind === "event" ? (findingsByEvent(plan, scope).get(id) ?? []) : shownFindings(plan, scope);
  return near.filter((finding) => isWithin(finding, path));
}

/** Findings of everything but events, which can be many: for the screens that edit the rest. */
export function findingsBesideEvents(plan: Plan, scope: FindingScope): readonly ShownFinding[] {
  return shownFindings(plan, scope).filter((finding) => !finding.path.startsWith("event/"));
}
