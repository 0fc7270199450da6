/**
 * The review of a branch as rules: which acts its state admits, what a verdict leads to, what a merge still lacks. Pure; the
 * store (store.ts) feeds it and writes what it says.
 */

import type { LatestBacktest } from "../backtest/current.ts";
import { formatterOf } from "../i18n/translate.ts";
import type { BranchState } from "../plan/store-branch.ts";
import type { OwnerCheck } from "./owner.ts";

export type ReviewState = Exclude<BranchState, "merged" | "closed">;

export const VERDICTS = ["approve", "request_changes"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a reviewer said and nobody ended since. */
export interface StandingVerdict {
  readonly personId: string;
  readonly personName: string;
  readonly verdict: Verdict;
  /** Of the branch that was looked at. */
  readonly revision: number;
}

export const APPROVALS_MAX = 5;

export interface ReviewRules {
  /** Approvals a branch needs: 0 to 5. */
  readonly requiredApprovals: number;
  /** `main` changes by merging alone; owners of what is touched must agree. */
  readonly mainProtected: boolean;
  /** Percent of recorded calls that may newly fail in an up-to-date back-test; null: a merge needs none. */
  readonly mostNewlyFailing: number | null;
}

export interface ReviewFacts extends ReviewRules {
  readonly state: BranchState;
  readonly revision: number;
  /** Whether the branch differs from `main`. */
  readonly hasChanges: boolean;
  readonly standing: readonly StandingVerdict[];
  /** Who made the branch or edited it: the people whose approval would be of their own work. */
  readonly authors: ReadonlySet<string>;
  readonly owners: readonly OwnerCheck[];
  /** The latest one of the branch. */
  readonly backtest: LatestBacktest | undefined;
}

/** Why an act is not possible now; a key of REFUSALS. */
export type Refusal = keyof typeof REFUSALS;

export const REFUSALS = {
  over: { en: "This branch was merged or closed.", fr: "Cette branche a été fusionnée ou fermée." },
  nothing_changed: {
    en: "There is nothing to review: this branch is like main.",
    fr: "Il n’y a rien à relire : cette branche est comme main.",
  },
  asked_already: { en: "A review was already asked for.", fr: "La relecture est déjà demandée." },
  not_asked: {
    en: "Nobody asked for a review of this branch yet.",
    fr: "Personne n’a encore demandé la relecture de cette branche.",
  },
  unanswered: {
    en: "Nothing has changed since changes were requested.",
    fr: "Rien n’a changé depuis la demande de modifications.",
  },
  own_work: {
    en: "You made or edited this branch: somebody else must approve it.",
    fr: "Vous avez créé ou modifié cette branche : quelqu’un d’autre doit l’approuver.",
  },
  people_only: {
    en: "A verdict is a person’s: a token cannot give one.",
    fr: "Un avis est celui d’une personne : un jeton ne peut pas en donner.",
  },
} as const;

export type ReviewAct = "ask" | "withdraw" | Verdict;

/** Why the act is refused, or undefined when it may be done by whoever it is. */
export function refusalOf(
  act: ReviewAct,
  facts: ReviewFacts,
  actor: { readonly kind: string; readonly id: string },
): Refusal | undefined {
  const { state, standing, revision } = facts;
  if (state === "merged" || state === "closed") return "over";
  if (act === "ask") {
    if (!facts.hasChanges) return "nothing_changed";
    if (state === "ready" || state === "approved") return "asked_already";
    return requestsIn(standing).some((request) => request.revision >= revision) ? "unanswered" : undefined;
  }
  if (state === "open") return "not_asked";
  if (act === "withdraw") return undefined;
  if (actor.kind !== "person") return "people_only";
  const ownWork = act === "approve" && facts.requiredApprovals > 0 && facts.authors.has(actor.id);
  return ownWork && !mustAgree(facts, actor.id) ? "own_work" : undefined;
}

/** What was asked to be changed and is neither withdrawn by whoever asked nor dismissed. */
export function requestsIn(standing: readonly StandingVerdict[]): readonly StandingVerdict[] {
  return standing.filter(({ verdict }) => verdict === "request_changes");
}

/** Whether the agreement of the person as an owner is missing: it is given by approving, which then counts for nothing else. */
function mustAgree({ mainProtected, owners }: ReviewFacts, personId: string): boolean {
  const isMissed = ({ state, resolved }: OwnerCheck) =>
    state === "missing" &&
    resolved.kind !== "unknown" &&
    resolved.people.some((person) => person.personId === personId);
  return mainProtected && owners.some(isMissed);
}

/** People whose approval counts: each once, and none of their own work where approvals are required. */
export function countingApprovals(facts: Omit<ReviewFacts, "state" | "owners">): readonly StandingVerdict[] {
  const people = new Set<string>();
  return facts.standing.filter(({ verdict, personId }) => {
    if (verdict !== "approve" || people.has(personId)) return false;
    if (facts.requiredApprovals > 0 && facts.authors.has(personId)) return false;
    people.add(personId);
    return true;
  });
}

/** The state of a branch that is being reviewed, from what was said of it. */
export function stateOfReview(facts: Omit<ReviewFacts, "state">): Exclude<ReviewState, "open"> {
  if (requestsIn(facts.standing).length > 0) return "changes_requested";
  const enough = countingApprovals(facts).length >= Math.max(1, facts.requiredApprovals);
  const agreed = !facts.mainProtected || facts.owners.every(({ state }) => state !== "missing");
  return enough && agreed ? "approved" : "ready";
}

/**
 * Where the branch stands now, given what was kept when somebody last acted: who may review and what is required may have
 * changed since. Another look that was asked for stays asked for.
 */
export function presentState(facts: ReviewFacts): BranchState {
  if (facts.state === "open" || facts.state === "merged" || facts.state === "closed") return facts.state;
  const now = stateOfReview(facts);
  return facts.state === "ready" && now === "changes_requested" ? "ready" : now;
}

/** One thing a merge still lacks. */
export type Obstacle =
  | { readonly code: "not_asked" }
  | { readonly code: "approvals"; readonly have: number; readonly need: number }
  | { readonly code: "changes_requested"; readonly by: readonly string[] }
  | { readonly code: "owner"; readonly owner: string }
  | ({ readonly code: "backtest" } & BacktestFault);

/** Days of traffic that a back-test judges at least, where a merge needs one. */
export const BACKTEST_DAYS = 7;

/** Why the latest back-test is not what a merge needs. */
export type BacktestFault =
  | { readonly reason: "none" | "stale" | "partial" }
  | { readonly reason: "failing"; readonly failing: number; readonly judged: number; readonly most: number };

/** What is wrong with the latest back-test where the project requires one: of production, long enough, and of what would be merged. */
function backtestFault({ backtest, mostNewlyFailing: most, hasChanges }: ReviewFacts): BacktestFault | undefined {
  if (most === null || !hasChanges) return undefined;
  if (backtest === undefined) return { reason: "none" };
  const { stale, environment, days, failing, judged } = backtest;
  if (stale !== null) return { reason: "stale" };
  if (environment !== "production" || days < BACKTEST_DAYS) return { reason: "partial" };
  return failing * 100 > most * judged ? { reason: "failing", failing, judged, most } : undefined;
}

/** Everything a merge of the branch still lacks besides being free of conflicts; empty when it may be merged. */
export function mergeObstacles(facts: ReviewFacts): readonly Obstacle[] {
  const { requiredApprovals: need, mainProtected, state, standing } = facts;
  const obstacles: Obstacle[] = [];
  if (state === "open" && (need > 0 || mainProtected)) obstacles.push({ code: "not_asked" });
  const by = requestsIn(standing).map(({ personName }) => personName);
  if (by.length > 0) obstacles.push({ code: "changes_requested", by });
  const have = countingApprovals(facts).length;
  if (have < need) obstacles.push({ code: "approvals", have, need });
  const fault = backtestFault(facts);
  if (fault !== undefined) obstacles.push({ code: "backtest", ...fault });
  if (!mainProtected) return obstacles;
  for (const { owner, state: met } of facts.owners) if (met === "missing") obstacles.push({ code: "owner", owner });
  return obstacles;
}

function backtestText(fault: BacktestFault): { readonly en: string; readonly fr: string } {
  switch (fault.reason) {
    case "none":
      return {
        en: "This project asks for a back-test before a merge, and this branch has none.",
        fr: "Ce projet demande un essai rétroactif avant une fusion, et cette branche n’en a pas.",
      };
    case "stale":
      return {
        en: "The back-test is of before: the branch, main or the published plan has changed since. Start it again.",
        fr: "L’essai rétroactif date d’avant : la branche, main ou le plan publié a changé depuis. Relancez-le.",
      };
    case "partial":
      return {
        en: `The latest back-test is not of ${BACKTEST_DAYS} days of production at least, as a merge needs. Start it again.`,
        fr: `Le dernier essai rétroactif ne porte pas sur ${BACKTEST_DAYS} jours de production au moins, comme une fusion le demande. Relancez-le.`,
      };
    case "failing": {
      const { failing, judged, most } = fault;
      const [en, fr] = [formatterOf("en"), formatterOf("fr")];
      return {
        en: `${en.number(failing)} of ${en.number(judged)} recorded events newly fail; at most ${en.number(most)}% may.`,
        fr: `${fr.number(failing)} événements enregistrés sur ${fr.number(judged)} échouent désormais ; ${fr.number(most)} % au plus le peuvent.`,
      };
    }
  }
}

/** What is missing, as a sentence. */
export function obstacleText(obstacle: Obstacle): { readonly en: string; readonly fr: string } {
  switch (obstacle.code) {
    case "not_asked":
      return {
        en: "Ask for a review first: branches of this project are merged once they were reviewed.",
        fr: "Demandez d’abord une relecture : les branches de ce projet se fusionnent une fois relues.",
      };
    case "approvals": {
      const { have, need } = obstacle;
      const [count, compte] = have === 0 ? ["none", "n’en a aucune"] : [`${have}`, `en a ${have}`];
      const [approvals, approbations] = need === 1 ? ["approval", "approbation"] : ["approvals", "approbations"];
      return {
        en: `This branch needs ${need} ${approvals} and has ${count}.`,
        fr: `Il faut ${need} ${approbations} à cette branche, et elle ${compte}.`,
      };
    }
    case "changes_requested": {
      const names = obstacle.by.join(", ");
      return { en: `Changes were requested by ${names}.`, fr: `Des modifications sont demandées par ${names}.` };
    }
    case "owner":
      return {
        en: `${obstacle.owner} owns something this branch touches and has not approved it.`,
        fr: `${obstacle.owner} est responsable d’un élément touché par cette branche et ne l’a pas approuvée.`,
      };
    case "backtest":
      return backtestText(obstacle);
  }
}
