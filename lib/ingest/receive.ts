/** From the messages of one body to the verdict on each: read, known versions at hand, told from duplicates, judged. */

import type { Judgement, Violation } from "../violation/violation.ts";
import { MAX_VIOLATIONS } from "./ajv-violation.ts";
import type { CallKind, ReadCall } from "./call.ts";
import { type JsonShape, jsonShape, MAX_BODY_DEPTH, MAX_CONTAINER_SIZE, MAX_EVENT_DEPTH } from "./json-limits.ts";
import { findLongIntegers, itemRanges, mayHoldLongIntegers, memberRange, type Range } from "./json-scan.ts";
import { judge, judgeUnreadable } from "./judge.ts";
import type { Judged } from "./note.ts";
import { readCall } from "./read-call.ts";
import type { IngestSource } from "./source-registry.ts";
import type { PlanVersions } from "./validate.ts";

/** An event's place in its body is part of its number in the event store. */
export const MAX_MESSAGES = 4_096;

/** Levels of a batch around each of its messages: the envelope and the list. */
const BATCH_LEVELS = 2;

/** True when the text is nested too deep to be parsed at all. */
export function isBottomless(shape: JsonShape): boolean {
  return shape.depth > MAX_BODY_DEPTH;
}

export function shapeOf(bytes: Buffer): JsonShape {
  return jsonShape(bytes, BATCH_LEVELS);
}

export function readCalls(messages: readonly unknown[], fromRoute: CallKind | undefined): ReadCall[] {
  return messages.map((message) => readCall(message, fromRoute));
}

/** Versions that the calls declare. */
export function declaredVersions(calls: readonly ReadCall[]): number[] {
  const versions = new Set<number>();
  for (const read of calls) {
    if ("call" in read && read.call.declaration !== undefined) versions.add(read.call.declaration.version);
  }
  return [...versions];
}

/** Where each message stands in the text of its body. */
export function messageRanges(text: string, batched: boolean): Range[] {
  if (!batched) return [{ from: text.search(/\S/), to: text.trimEnd().length }];
  const range = memberRange(text, "batch");
  return range === undefined ? [] : itemRanges(text, range.from);
}

/**
 * An integer beyond 2^53 is no longer the number that was sent once it is parsed: said rather than stored wrong. Judged
 * where the plan judges, in properties and traits.
 */
export function longIntegerViolations(text: string, range: Range, subjectPath: string): Violation[] {
  return findLongIntegers(text, range)
    .filter(({ path }) => path.startsWith(`${subjectPath}/`))
    .map(({ path, literal }) => ({
      code: "value_constraint",
      path,
      keyword: "precision",
      expected: Number.MAX_SAFE_INTEGER,
      received: literal,
    }));
}

/** A judgement with further violations; a conformant one becomes violating. */
export function withViolations(judgement: Judgement, more: readonly Violation[]): Judgement {
  if (more.length === 0) return judgement;
  return {
    ...judgement,
    verdict: judgement.verdict === "conformant" ? "violating" : judgement.verdict,
    violations: [...judgement.violations, ...more].slice(0, MAX_VIOLATIONS),
  };
}

export interface Body {
  readonly calls: readonly ReadCall[];
  readonly text: string;
  readonly batched: boolean;
  readonly shape: JsonShape;
}

function isWithinLimits({ shape, batched }: Body): boolean {
  const levels = MAX_EVENT_DEPTH + (batched ? BATCH_LEVELS : 0);
  return shape.depth <= levels && shape.width <= MAX_CONTAINER_SIZE;
}

/** The verdict on every call of a body. Claims message ids for the draft as it goes. Does not give way in between. */
export function judgeBody(
  body: Body,
  source: IngestSource,
  plans: PlanVersions,
  admit: (messageId: string) => boolean,
): Judged[] {
  const rule = { sourceSlug: source.slug, unplanned: source.unplanned, withinLimits: isWithinLimits(body) };
  const ranges = mayHoldLongIntegers(body.text) ? messageRanges(body.text, body.batched) : undefined;
  return body.calls.map((read, index): Judged => {
    const messageId = "call" in read ? read.call.messageId : read.unreadable.messageId;
    if (messageId !== "" && !admit(messageId)) return "duplicate";
    if ("unreadable" in read) return judgeUnreadable(read.unreadable);
    const judgement = judge(read.call, plans, rule);
    const range = ranges?.[index];
    if (range === undefined) return judgement;
    return withViolations(judgement, longIntegerViolations(body.text, range, read.call.subjectPath));
  });
}
