"use server";

import { UserError } from "../../../../../../lib/base/error.ts";
import { readSchemaText, schemaText } from "../../../../../../lib/format/schema-edits.ts";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import type { SchemaAnswer } from "./schema-editor.tsx";

const TEXT_MAX = 900_000;

/** What an edited JSON Schema of an event would change, and what is wrong with it; writes nothing. */
export async function readSchemaAction(slug: string, branch: string, id: string, text: string): Promise<SchemaAnswer> {
  const project = await actionProject(slug, "editor");
  const { plan, revision } = await loadPlan(project, branch);
  const event = plan.events.find((one) => one.id === id);
  if (event === undefined) throw new UserError("not_found");
  if (text.length > TEXT_MAX) throw new UserError("payload_too_large");
  const language = await requestLanguage();
  const read = readSchemaText(plan, event, text, await latestVersion(project.projectId));
  const notes = (read.ok ? read.notes : read.faults).map(({ pointer, line, message }) => ({
    pointer,
    text: message[language],
    ...(line === undefined ? {} : { line }),
  }));
  const now = schemaText(plan, event);
  if (!read.ok) return { now, faults: notes };
  const changes = diffPlans(plan, read.plan).map((change) => ({ severity: change.severity, text: change[language] }));
  return { now, revision, edits: read.edits, changes, notes };
}
