/**
 * What a plan says of a call that it did not judge: a draft of what arrives, or of a call that somebody pastes. Nothing is
 * stored, and nothing of it is counted.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import type { Json, LocalizedText, Plan, PublishedPlan } from "../plan/plan.ts";
import { loadPlan } from "../plan/store.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { Verdict, Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import type { CallKind } from "./call.ts";
import { type CorrectedCall, correctionOf } from "./corrected-call.ts";
import { isNestedBeyond, MAX_BODY_DEPTH } from "./json-limits.ts";
import { judgeUnreadable } from "./judge.ts";
import { readEnvelope } from "./protocol/segment.ts";
import { isRecord, readCall } from "./read-call.ts";
import { judgeStored, type SourceRule } from "./rejudge.ts";
import { PlanValidators, type UnplannedRule } from "./validate.ts";

export interface TriedVerdict {
  readonly verdict: Verdict;
  readonly eventId?: string;
  readonly violations: readonly (Violation & { readonly message: Required<LocalizedText> })[];
}

export interface TriedCall extends TriedVerdict {
  readonly callType: string;
  readonly name: string;
  /** As it was given. */
  readonly call: Json;
  readonly corrected?: CorrectedCall;
}

/** Characters and calls that are tried at once. */
export const TRIED_CHARACTERS = 256 * 1024;
export const TRIED_CALLS = 50;

const compiled = new WeakMap<Plan, PlanValidators>();

/** Compiled once for as long as the plan stays as it is. */
function validatorsOf(published: PublishedPlan): PlanValidators {
  const known = compiled.get(published.plan) ?? new PlanValidators(published);
  compiled.set(published.plan, known);
  return known;
}

/** A branch as it stands, or without one the latest version; undefined while nothing is published. Throws `not_found`. */
export async function judgingPlan(project: AuthorizedProject, branch = ""): Promise<PlanValidators | undefined> {
  if (branch === "") {
    const published = await latestVersion(project.projectId);
    return published === undefined ? undefined : validatorsOf(published);
  }
  const { plan } = await loadPlan(project, branch);
  // No version of its own: its number and hash play no part in a verdict.
  return validatorsOf({ version: 0, hash: "", plan, eventVersions: {} });
}

/** How a source judges what is unplanned. Throws `not_found`. */
export async function sourceRule({ projectId }: AuthorizedProject, slug: string): Promise<SourceRule> {
  const source = await planDb().source.findFirst({ where: { projectId, slug }, select: { unplanned: true } });
  if (source === null) throw new UserError("not_found");
  return { slug, unplanned: source.unplanned as UnplannedRule };
}

/** The verdict on the text of one call. */
export function tryCall(
  raw: string,
  kind: CallKind | undefined,
  validators: PlanValidators | undefined,
  rule: SourceRule,
): TriedVerdict & Pick<TriedCall, "callType" | "name"> {
  const read = readCall(JSON.parse(raw) as unknown, kind);
  const known = "call" in read ? read.call : read.unreadable;
  const judged = "call" in read ? judgeStored(raw, read.call, validators, rule) : judgeUnreadable(read.unreadable);
  return {
    callType: known.kind,
    name: known.name,
    verdict: judged.verdict,
    ...(judged.eventId === undefined ? {} : { eventId: judged.eventId }),
    violations: judged.violations.map((violation) => ({ ...violation, message: violationMessage(violation) })),
  };
}

function refused(en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path: "payload", en, fr }] });
}

/** Outside a body with a `batch`, what names an event and no type is a `track`. */
function typed(message: unknown): unknown {
  const isTrack = isRecord(message) && message.type === undefined && typeof message.event === "string";
  return isTrack ? { type: "track", ...message } : message;
}

/** A body with a batch, a list or a single call. */
function messagesOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body.map(typed);
  const envelope = readEnvelope(body, "track");
  return "messages" in envelope && envelope.batched ? envelope.messages : [typed(body)];
}

function parsed(text: string): unknown {
  if (text.length > TRIED_CHARACTERS)
    throw refused(`At most ${TRIED_CHARACTERS} characters.`, `${TRIED_CHARACTERS} caractères au plus.`);
  if (isNestedBeyond(Buffer.from(text), MAX_BODY_DEPTH))
    throw refused("It is nested too deeply.", "L’imbrication est trop profonde.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused(
      "This is no JSON: paste a call, a list of calls, or a body with a batch.",
      "Ce n’est pas du JSON\u00a0: collez un appel, une liste d’appels, ou un corps avec un batch.",
    );
  }
}

/** The verdicts on pasted JSON: a call of the Segment family, a list of them, or a body with a `batch`. */
export function tryCalls(text: string, validators: PlanValidators | undefined, rule: SourceRule): TriedCall[] {
  const body = parsed(text);
  const messages = messagesOf(body);
  if (messages.length > TRIED_CALLS)
    throw refused(`At most ${TRIED_CALLS} calls at once.`, `${TRIED_CALLS} appels au plus à la fois.`);
  return messages.map((message): TriedCall => {
    // What was typed, where it is one call: how its numbers were written is part of the verdict.
    const raw = message === body ? text : JSON.stringify(message);
    const tried = tryCall(raw, undefined, validators, rule);
    const call = message as Json;
    const corrected = correctionOf({ ...tried, call }, validators?.published.plan);
    return { ...tried, call, ...(corrected === undefined ? {} : { corrected }) };
  });
}
