/** Rows that a test puts into an archive in the place of its own. */

import { randomBytes } from "node:crypto";
import { contentHash } from "../../plan/canonical-json.ts";
import { ENTRY_LINES_MAX, ROW_VALUES_MAX } from "../archive-format.ts";

/** Every row of a file, changed. */
const eachRow = (change: (row: Record<string, unknown>) => object) => (text: string) =>
  text.replaceAll(/^.+$/gm, (line) => JSON.stringify({ ...JSON.parse(line), ...change(JSON.parse(line)) }));

const ALIEN = "prj_0000000000000000";
/** What no Gabarit writes, in rows of which table. */
export const FORGED_ROWS: readonly (readonly [what: string, table: string, change: (text: string) => string])[] = [
  ["an id that is a path", "Project", eachRow(() => ({ id: "../../../x" }))],
  ["an audit entry of another workspace", "AuditEntry", eachRow(() => ({ workspaceId: "wsp_0000000000000000" }))],
  ["an audit entry of another project", "AuditEntry", eachRow(() => ({ projectId: ALIEN }))],
  ["a stranger who made it", "Cohort", eachRow(() => ({ createdById: "per_0000000000000000" }))],
  ["a snapshot of others", "PlanBranch", eachRow(() => ({ startSnapshotId: "a".repeat(64) }))],
  ["a role", "Membership", eachRow(() => ({ role: "god" }))],
  ["a mode", "Source", eachRow(() => ({ mode: "none" }))],
  ["a time zone", "Project", eachRow(() => ({ timeZone: "Mars/Base" }))],
  ["a link", "Project", eachRow(() => ({ managedRepository: "javascript:alert(1)" }))],
  ["an edit", "PlanEdit", eachRow(() => ({ command: { edits: [{ command: "explode" }], fields: [] } }))],
  ["an object of a plan", "PlanObject", eachRow(() => ({ data: { id: 7 } }))],
  ["a question", "Report", eachRow(() => ({ question: "why" }))],
  ["a question that nobody can ask", "Report", eachRow(() => ({ question: { kind: "active_users" } }))],
  ["a cohort's criterion that is none", "Cohort", eachRow(() => ({ criterion: { kind: "property" } }))],
  [
    "a cohort's question as a report",
    "Report",
    eachRow(() => ({ question: { kind: "cohort", criterion: { kind: "activation" } } })),
  ],
  [
    "a plan that is none, under its true hash",
    "PlanVersion",
    eachRow(({ eventVersions }) => ({ document: {}, hash: contentHash({ plan: {}, eventVersions }) })),
  ],
  ["a picture's width", "PlanImage", eachRow(() => ({ width: 41 }))],
  ["a picture's bytes in its row", "PlanImage", eachRow(() => ({ bytes: "x" }))],
  ["a text that is none", "Cohort", eachRow(() => ({ name: { en: "x" } }))],
  ["an instant that is none", "Cohort", eachRow(() => ({ createdAt: "infinity" }))],
  ["a column that is none", "Cohort", eachRow(() => ({ nothing: 1 }))],
  ["a text that no store takes", "Cohort", eachRow(() => ({ name: "\u0000" }))],
  ["a text longer than an index holds", "Cohort", eachRow(() => ({ name: randomBytes(60_000).toString("hex") }))],
  ["rows of nothing", "Cohort", () => "{}\n".repeat(100)],
];
/** A part that unfolds to more than any of a workspace. */
export const LARGE_PARTS: readonly (readonly [what: string, content: () => string])[] = [
  ["lines", () => `${'{"objectId":"x"}\n'.repeat(ENTRY_LINES_MAX + 1)}`],
  ["values", () => `{"objectId":"x","a":[${"{},".repeat(ROW_VALUES_MAX)}0]}`],
  ["depth", () => `{"objectId":"x","a":${"[".repeat(9999)}${"]".repeat(9999)}}`],
];
