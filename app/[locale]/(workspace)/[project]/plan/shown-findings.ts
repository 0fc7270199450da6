/** What the rules find in a plan, in the reader's language. */

import { type UsedNames, usedIn } from "../../../../../lib/analysis/used-ids.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { type Finding, findFindings } from "../../../../../lib/plan/rules/find-findings.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";

/** What the rules need besides the plan, and whom they speak to. */
export interface FindingScope {
  readonly language: Language;
  /** Slugs of the project's sources. */
  readonly sources: readonly string[];
  /** What saved cohorts and reports read. */
  readonly used: UsedNames;
}

const kept = new WeakMap<Plan, Map<string, readonly ShownFinding[]>>();

/** A verb for the mend: a new name is said, since that is what one decides by. */
function fixLabel([fix]: readonly Edit[], language: Language): string {
  const t = translator(language, "plan");
  const renames = fix?.command === "renameEvent" || fix?.command === "renameProperty";
  return renames ? t("finding.rename", { name: fix.name }) : t("finding.fix");
}

function shown(finding: Finding, language: Language): ShownFinding {
  const { code, severity, target, fix } = finding;
  return {
    rule: code,
    severity,
    path: target.path,
    text: finding[language],
    hint: finding.hint[language],
    ...(fix ? { fix: { label: fixLabel(fix, language), edits: fix } } : {}),
  };
}

/** Every finding of a plan; kept as long as the plan is, which never changes. */
export function shownFindings(plan: Plan, { language, sources, used }: FindingScope): readonly ShownFinding[] {
  const key = [language, sources, used.ids, used.roles].map(String).join(" ");
  const byScope = kept.get(plan) ?? new Map<string, readonly ShownFinding[]>();
  kept.set(plan, byScope);
  const known = byScope.get(key);
  if (known) return known;
  const findings = findFindings(plan, { sources, used: usedIn(plan, used) }).map((finding) => shown(finding, language));
  byScope.set(key, findings);
  return findings;
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
