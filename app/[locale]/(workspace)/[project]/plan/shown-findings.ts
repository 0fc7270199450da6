/** What the rules find in a plan, in the reader's language. */

import { setImmediate, setTimeout } from "node:timers/promises";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { type Finding, type Judged, judgeInSlices, judgePlan } from "../../../../../lib/plan/rules/find-findings.ts";
import { removes } from "../../../../../lib/plan/rules/fix-all.ts";
import { keep, keepPair } from "../../../../../lib/plan/rules/keep.ts";
import { type FindingFacts, findingContext } from "../../../../_findings/finding-facts.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";

/** What the rules need besides the plan, and whom they speak to. */
export interface FindingScope extends FindingFacts {
  readonly language: Language;
}

interface KeptJudgement {
  readonly key: string;
  readonly scope: FindingScope;
  readonly judged: Judged;
}

/** Some readings of what was received: older ones are asked for no more. */
const KEPT_MAX = 2;
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

export function shownFinding(finding: Finding, language: Language): ShownFinding {
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

function keyOf({ sources, used, published }: FindingScope): string {
  const today = new Date().toISOString().slice(0, 10);
  return [today, published?.version ?? 0, sources, used.ids, used.roles].map(String).join(" ");
}

function isOf(one: { readonly key: string; readonly scope: FindingScope }, key: string, scope: FindingScope): boolean {
  const { lastReceived, receivedClasses } = scope;
  return one.key === key && one.scope.lastReceived === lastReceived && one.scope.receivedClasses === receivedClasses;
}

function keptJudgement(plan: Plan, scope: FindingScope): Judged | undefined {
  const key = keyOf(scope);
  return kept.get(plan)?.find((one) => isOf(one, key, scope))?.judged;
}

/** True when the rules have gone through the plan already: a page that can be shown without them does not wait for it. */
export function isJudged(plan: Plan, scope: FindingScope): boolean {
  return keptJudgement(plan, scope) !== undefined;
}

/** What the rules say of a plan; kept as long as the plan is, which never changes. */
export function judgementOf(plan: Plan, scope: FindingScope): Judged {
  const known = keptJudgement(plan, scope);
  if (known) return known;
  return keepJudgement(plan, scope, judgePlan(plan, findingContext(plan, scope)));
}

function keepJudgement(plan: Plan, scope: FindingScope, judged: Judged): Judged {
  kept.set(plan, [{ key: keyOf(scope), scope, judged }, ...(kept.get(plan) ?? [])].slice(0, KEPT_MAX));
  return judged;
}

/** Long enough for what a page shows without its findings to be on its way. */
const HEAD_START_MS = 20;
const TURNS = 10;

interface Judging {
  readonly key: string;
  readonly scope: FindingScope;
  readonly judged: Promise<Judged>;
}

/** What is being judged: whoever asks for the same meanwhile waits for it. */
const underWay = new WeakMap<Plan, Judging>();

async function judgeBeside(plan: Plan, scope: FindingScope): Promise<Judged> {
  await setTimeout(HEAD_START_MS);
  // What was due meanwhile is done before: rendering goes on from turn to turn.
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
  const slices = judgeInSlices(plan, findingContext(plan, scope));
  for (;;) {
    // Somebody who could not wait may have been sooner.
    const known = keptJudgement(plan, scope);
    if (known) return known;
    const { done, value } = slices.next();
    if (done) return keepJudgement(plan, scope, value);
    await setImmediate();
  }
}

/** The same, once what the page shows without it is on its way; while the rules go through a plan, others are answered. */
export function judgementSoon(plan: Plan, scope: FindingScope): Promise<Judged> {
  const known = keptJudgement(plan, scope);
  if (known) return Promise.resolve(known);
  const key = keyOf(scope);
  const begun = underWay.get(plan);
  if (begun !== undefined && isOf(begun, key, scope)) return begun.judged;
  const mine = { key, scope, judged: judgeBeside(plan, scope) };
  underWay.set(plan, mine);
  return mine.judged.finally(() => {
    if (underWay.get(plan) === mine) underWay.delete(plan);
  });
}

function shownAll(findings: readonly Finding[], { language }: FindingScope): readonly ShownFinding[] {
  return findings.map((finding) => shownFinding(finding, language));
}

/** Where a finding stands and by which rule. */
const placeOf = keep(({ code, target }: Finding) => `${code} ${target.path}`);

const newIn = keepPair((before: Judged, after: Judged): readonly Finding[] => {
  // What an edit leaves alone is the same finding: only where a finding is made anew its words are looked at.
  const same = new Set(before.findings);
  const anew = after.findings.filter((finding) => !same.has(finding));
  const known = new Set(anew.length === 0 ? [] : before.findings.map(placeOf));
  return anew.filter((finding) => !known.has(placeOf(finding)));
});

/** Findings of `after` that `before` does not have; `most` of them at most. */
export function addedFindings(before: Plan, after: Plan, scope: FindingScope, most?: number): readonly ShownFinding[] {
  return shownAll(newIn(judgementOf(before, scope), judgementOf(after, scope)).slice(0, most), scope);
}

const byEventKept = new WeakMap<Judged, ReadonlyMap<string, readonly Finding[]>>();

function grouped(findings: readonly Finding[], isWanted: (id: string) => boolean): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { kind, id } = finding.target;
    if (kind !== "event" || !isWanted(id)) continue;
    const own = found.get(id);
    if (own) own.push(finding);
    else found.set(id, [finding]);
  }
  return found;
}

/** So few events are looked up among all findings sooner than these are sorted by event, which every edit asks for anew. */
const FEW = 100;

/** Findings of events, by their id: of all that have some, or at least of those of `ids`. */
export function findingsByEvent(
  plan: Plan,
  scope: FindingScope,
  ids?: readonly string[],
): ReadonlyMap<string, readonly Finding[]> {
  const judged = judgementOf(plan, scope);
  const known = byEventKept.get(judged);
  if (known) return known;
  if (ids !== undefined && ids.length <= FEW) {
    const wanted = new Set(ids);
    return grouped(judged.findings, (id) => wanted.has(id));
  }
  const found = grouped(judged.findings, () => true);
  byEventKept.set(judged, found);
  return found;
}

function isWithin({ target }: Finding, path: string): boolean {
  return target.path === path || target.path.startsWith(`${path}/`) || target.path.startsWith(`${path}.`);
}

/** Findings of one object or field and what lies in it. */
export function findingsOf(plan: Plan, scope: FindingScope, path: string): readonly ShownFinding[] {
  const [kind, id = ""] = path.split("/");
  const near =
    kind === "event" ? (findingsByEvent(plan, scope, [id]).get(id) ?? []) : judgementOf(plan, scope).findings;
  return shownAll(
    near.filter((finding) => isWithin(finding, path)),
    scope,
  );
}

/** Findings of everything but events, which can be many: for the screens that edit the rest. */
export function findingsBesideEvents(plan: Plan, scope: FindingScope): readonly ShownFinding[] {
  return shownAll(
    judgementOf(plan, scope).findings.filter(({ target }) => target.kind !== "event"),
    scope,
  );
}
