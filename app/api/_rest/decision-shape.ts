/** Shapes of decisions upon violations. */

import { z } from "zod";
import { DECISIONS_MAX, type FormerDecision, type ViolationDecision } from "../../../lib/violation/decide.ts";
import { FINGERPRINT } from "../../../lib/violation/fingerprint.ts";
import type { ViolationChange } from "../../../lib/violation/state.ts";
import { given, instantShape } from "./shape.ts";

export const fingerprintShape = z.string().regex(FINGERPRINT);
const noteShape = z.string().max(2_000).optional();

const openShape = z.strictObject({ to: z.literal("open") });
const assignedShape = z.strictObject({
  to: z.literal("assigned"),
  assignee: z.string().max(100).describe("The id of a member of the workspace, who is told"),
});
const ignoredShape = z.strictObject({
  to: z.literal("ignored"),
  until: instantShape.optional().describe("Default: for good"),
});
const resolvedShape = z.strictObject({
  to: z.literal("resolved"),
  release: z.string().max(100).optional(),
  at: instantShape.optional().describe("When it was resolved before, to take that decision again; default: now"),
});

export const changeShape = z.discriminatedUnion("to", [openShape, assignedShape, ignoredShape, resolvedShape]);

export const decisionShape = z.strictObject({ fingerprint: fingerprintShape, change: changeShape });
export const decisionsShape = z.array(decisionShape).min(1).max(DECISIONS_MAX);

/** The same with a note beside it, for one violation. */
export const notedChangeShape = z.discriminatedUnion("to", [
  openShape.extend({ note: noteShape }),
  assignedShape.extend({ note: noteShape }),
  ignoredShape.extend({ note: noteShape }),
  resolvedShape.extend({ note: noteShape }),
]);

export function changeOf(body: z.output<typeof changeShape>): ViolationChange {
  switch (body.to) {
    case "open":
      return { to: "open" };
    case "assigned":
      return { to: "assigned", assigneeId: body.assignee };
    case "ignored":
      return { to: "ignored", ...given({ until: body.until === undefined ? undefined : new Date(body.until) }) };
    case "resolved":
      return {
        to: "resolved",
        ...given({ release: body.release, at: body.at === undefined ? undefined : new Date(body.at) }),
      };
  }
}

/** A former decision as it is sent again to bring it back. */
export function formerOf({ fingerprint, change }: FormerDecision) {
  return { fingerprint, change: sentChange(change) };
}

function sentChange(change: ViolationChange): z.input<typeof changeShape> {
  switch (change.to) {
    case "open":
      return { to: "open" };
    case "assigned":
      return { to: "assigned", assignee: change.assigneeId };
    case "ignored":
      return { to: "ignored", ...given({ until: change.until?.toISOString() }) };
    case "resolved":
      return { to: "resolved", ...given({ release: change.release, at: change.at?.toISOString() }) };
  }
}

export function decisionOf({ fingerprint, change }: z.output<typeof decisionShape>): ViolationDecision {
  return { fingerprint, change: changeOf(change) };
}
