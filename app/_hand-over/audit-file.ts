/** An audit of tracking as a file: its figures as JSON, or a document to print. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { readEnv } from "../../lib/base/env.ts";
import { UserError } from "../../lib/base/error.ts";
import type { Waiting } from "../../lib/base/waiting.ts";
import { auditPage } from "../../lib/discovery/audit-page.ts";
import { type AuditInput, runAudit } from "../../lib/discovery/run-audit.ts";
import { pdfOf } from "../../lib/document/pdf.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { NO_BROWSER } from "./acceptance-file.ts";

export const AUDIT_FORMATS = ["json", "html", "pdf"] as const;
type AuditFormat = (typeof AUDIT_FORMATS)[number];

export interface AuditQuery {
  readonly format: AuditFormat;
  readonly language: Language;
  readonly against: "latest" | "none";
}

export interface AuditFile {
  readonly content: string | Uint8Array;
  readonly name: string;
  readonly mediaType: string;
}

/** @throws UserError as `runAudit`, and `invalid_input` for a PDF where no browser makes one */
export async function auditFile(
  project: AuthorizedProject,
  input: AuditInput,
  { format, language, against }: AuditQuery,
  waiting: Waiting,
): Promise<AuditFile> {
  const { chromiumPath } = readEnv();
  if (format === "pdf" && chromiumPath === undefined) throw new UserError("invalid_input", { fields: [NO_BROWSER] });
  const { audit, about } = await runAudit(project, input, { isPlanned: against === "latest", ...waiting });
  const name = `${project.slug}-audit`;
  if (format === "json") return { content: JSON.stringify(audit), name: `${name}.json`, mediaType: "application/json" };
  const page = auditPage(audit, about, language);
  if (format === "html" || chromiumPath === undefined)
    return { content: page, name: `${name}-${language}.html`, mediaType: "text/html; charset=utf-8" };
  const { signal = new AbortController().signal } = waiting;
  const order = { chromium: chromiumPath, person: project.actor.id, signal, write: async () => page };
  return { content: await pdfOf(order), name: `${name}-${language}.pdf`, mediaType: "application/pdf" };
}

/** What is audited: the source that is named, else the file. */
export function auditInput(
  asked: { readonly name: string; readonly source?: string | undefined; readonly days: number },
  file: Uint8Array,
): AuditInput {
  const { name, source, days } = asked;
  return source === undefined ? { file, name } : { source, filter: { days } };
}
