/** A run as its page shows it: from what arrives while it goes on, from the signed statement once it has ended. */

import {
  comparedWithLast,
  type FollowedRun,
  followRun,
  type Sample,
  sampleOf,
  signedResult,
  told,
} from "../../../../../lib/acceptance/follow.ts";
import type { Arrival, Counts, FollowedItem, ItemState } from "../../../../../lib/acceptance/progress.ts";
import { judgeText } from "../../../../../lib/acceptance/result-page.ts";
import type { RunState } from "../../../../../lib/acceptance/run.ts";
import type { Statement, StatementItem } from "../../../../../lib/acceptance/statement.ts";
import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { localized, translator } from "../../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText } from "../../../../../lib/plan/plan.ts";
import type { Verdict } from "../../../../../lib/violation/violation.ts";
import { type CodeToken, highlight } from "../../../../_ui/highlight.ts";
import { whoText } from "./page-of.ts";

export interface FaultView {
  /** Of the call; 0 where it was not kept. */
  readonly uid: number;
  /** ISO instant. */
  readonly at: string;
  readonly texts: readonly string[];
}

export interface ItemView {
  readonly eventId: string;
  readonly name: string;
  /** In the reader's language; empty where the plan has none. */
  readonly title: string;
  readonly isCritical: boolean;
  readonly state: ItemState;
  readonly conformant: number;
  readonly faulty: number;
  /** The last that conformed. */
  readonly last?: { readonly uid: number; readonly at: string };
  readonly faults: readonly FaultView[];
  readonly aside?: { readonly reason: string; readonly by: string };
}

/** The events of one step of a journey, or of none. */
export interface GroupView {
  readonly key: string;
  /** Stands above the first step of a journey. */
  readonly journey?: string;
  readonly title: string;
  /** Of a journey. */
  readonly isStep: boolean;
  readonly items: readonly ItemView[];
}

export interface OtherView {
  readonly key: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly planned: boolean;
  readonly count: number;
  readonly at: string;
  readonly texts: readonly string[];
}

export interface SenderView {
  readonly uid: number;
  readonly who: string;
  readonly name: string;
  readonly calls: number;
}

export interface RunView {
  readonly id: string;
  readonly state: RunState;
  readonly passed: boolean;
  /** "User ann"; absent while nobody is followed. */
  readonly who?: string;
  readonly code: string;
  readonly counts: Counts;
  readonly groups: readonly GroupView[];
  readonly others: readonly OtherView[];
  readonly senders: readonly SenderView[];
  readonly compared?: {
    readonly judge: string;
    readonly release: string;
    readonly lost: readonly string[];
    readonly gained: readonly string[];
  };
}

type Words = AreaText<"acceptance">;
/** What both kinds of item say of where they stand. */
interface Placed {
  readonly item: ItemView;
  readonly journey: LocalizedText | undefined;
  readonly step: LocalizedText | undefined;
}

function groupsOf(placed: readonly Placed[], t: Words, language: Language): GroupView[] {
  const groups: (Omit<GroupView, "items"> & { readonly items: ItemView[] })[] = [];
  let journeyBefore = "";
  let steps = 0;
  for (const { item, journey, step } of placed) {
    const inJourney = journey === undefined ? "" : localized(journey, language);
    const name = step === undefined ? "" : localized(step, language);
    const key = JSON.stringify([inJourney, name]);
    const last = groups.at(-1);
    if (last?.key === key) {
      last.items.push(item);
      continue;
    }
    steps = inJourney === journeyBefore ? steps + 1 : 1;
    const begins = inJourney !== "" && inJourney !== journeyBefore;
    groups.push({
      key,
      ...(begins ? { journey: t("run.journey", { name: inJourney }) } : {}),
      title:
        inJourney === ""
          ? t(groups.length === 0 ? "run.planned" : "run.others")
          : t("run.step", { number: steps, name }),
      isStep: inJourney !== "",
      items: [item],
    });
    journeyBefore = inJourney;
  }
  return groups;
}

function faultOf({ uid, receivedAt, violations }: Arrival, language: Language): FaultView {
  return { uid, at: receivedAt.toISOString(), texts: violations.map((one) => told(one).message[language]) };
}

function itemOf(item: FollowedItem, language: Language): ItemView {
  const { eventId, name, displayName, isCritical, state, conformant, faulty, last, faults, aside } = item;
  return {
    ...{ eventId, name, isCritical, state, conformant, faulty },
    title: localized(displayName, language),
    ...(last === undefined ? {} : { last: { uid: last.uid, at: last.receivedAt.toISOString() } }),
    faults: faults.map((fault) => faultOf(fault, language)),
    ...(aside === undefined ? {} : { aside: { reason: aside.reason, by: aside.by } }),
  };
}

function signedItem(item: StatementItem, language: Language): ItemView {
  const { eventId, name, critical, state, conformant, faulty, sample, faultSample, faults, aside } = item;
  return {
    ...{ eventId, name, isCritical: critical, state, conformant, faulty, title: "" },
    ...(sample === undefined ? {} : { last: { uid: sample.uid, at: sample.receivedAt } }),
    faults: faults.map(({ receivedAt, breaches }, index) => ({
      uid: index === 0 ? (faultSample?.uid ?? 0) : 0,
      at: receivedAt,
      texts: breaches.map(({ message }) => localized(message, language)),
    })),
    ...(aside === undefined ? {} : { aside: { reason: aside.reason, by: aside.by } }),
  };
}

async function comparedView(
  project: AuthorizedProject,
  run: FollowedRun["run"],
  items: readonly { readonly eventId: string; readonly name: string; readonly state: string }[],
  t: Words,
): Promise<Pick<RunView, "compared">> {
  const found = await comparedWithLast(project, run, items);
  if (found === undefined) return {};
  const { planVersion, release, lost, gained } = found;
  return { compared: { judge: judgeText(t, { version: planVersion, branch: found.branch }), release, lost, gained } };
}

/** A run that goes on, or was given up. @throws UserError `not_found`, also where its branch is gone */
export async function runView(project: AuthorizedProject, id: string, language: Language): Promise<RunView> {
  const t = translator(language, "acceptance");
  const { run, subject, progress, senders } = await followRun(project, id);
  const placed = progress.items.map((item) => ({
    item: itemOf(item, language),
    journey: item.place?.journey,
    step: item.place?.step,
  }));
  return {
    id,
    state: run.state,
    passed: progress.passed,
    ...(subject === undefined ? {} : { who: whoText(t, run.chosen, subject) }),
    code: run.code,
    counts: progress.counts,
    groups: groupsOf(placed, t, language),
    others: progress.others.map(({ callType, name, verdict, planned, count, last }) => ({
      key: `${callType} ${name} ${verdict}`,
      name: name === "" ? callType : name,
      ...{ verdict, planned, count },
      at: last.receivedAt.toISOString(),
      texts: last.violations.map((one) => told(one).message[language]),
    })),
    senders: senders.map(({ kind, id: sender, uid, name, calls }) => ({
      uid,
      who: t(`who.${kind}`, { id: sender }),
      name,
      calls,
    })),
    ...(await comparedView(project, run, progress.items, t)),
  };
}

function verdictOf(text: string): Verdict {
  return text === "conformant" || text === "violating" || text === "unplanned" ? text : "malformed";
}

/** What was signed, whatever became of the events since. */
export async function signedView(
  project: AuthorizedProject,
  run: FollowedRun["run"],
  statement: Statement,
  language: Language,
): Promise<RunView> {
  const t = translator(language, "acceptance");
  const { who, counts, items, others, outcome } = statement;
  const subject = who.kind === undefined ? undefined : { kind: who.kind, id: who.id ?? "" };
  const placed = items.map((item) => ({ item: signedItem(item, language), journey: item.journey, step: item.step }));
  return {
    id: run.id,
    state: "signed",
    passed: outcome === "passed",
    ...(subject === undefined ? {} : { who: whoText(t, who.chosen, subject) }),
    code: "",
    counts,
    groups: groupsOf(placed, t, language),
    others: others.map(({ callType, name, verdict, planned, count, last }) => ({
      key: `${callType} ${name} ${verdict}`,
      name: name === "" ? callType : name,
      verdict: verdictOf(verdict),
      ...{ planned, count, at: last, texts: [] },
    })),
    senders: [],
    ...(await comparedView(project, run, items, t)),
  };
}

export interface SampleView {
  readonly payload: readonly (readonly CodeToken[])[];
  readonly corrected?: { readonly call: readonly (readonly CodeToken[])[]; readonly changes: readonly string[] };
}

async function signedSample(project: AuthorizedProject, id: string, uid: number): Promise<Sample | undefined> {
  const { statement } = await signedResult(project, id);
  const found = statement.items
    .flatMap(({ sample, faultSample }) => [sample, faultSample])
    .find((one) => one?.uid === uid);
  return found === undefined ? undefined : { uid, call: found.call as Sample["call"] };
}

/** One call of a run, coloured; of a signed run the one that was signed. @throws UserError `not_found` */
export async function sampleView(
  project: AuthorizedProject,
  id: string,
  asked: { readonly uid: number; readonly isSigned: boolean },
  language: Language,
): Promise<SampleView | undefined> {
  const sample = asked.isSigned ? await signedSample(project, id, asked.uid) : await sampleOf(project, id, asked.uid);
  if (sample === undefined) return undefined;
  const { call, corrected } = sample;
  const coloured = (value: Sample["call"]) =>
    highlight(typeof value === "string" ? value : JSON.stringify(value, null, 2), "json");
  return {
    payload: await coloured(call),
    ...(corrected === undefined
      ? {}
      : {
          corrected: { call: await coloured(corrected.call), changes: corrected.changes.map((one) => one[language]) },
        }),
  };
}
