/** An audit of a file somebody sent, or of what a source sent lately; nothing of it is kept. */

import { setImmediate as turn } from "node:timers/promises";
import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { onlyVersion } from "../ingest/validate.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { type Audit, Auditor } from "./audit.ts";
import type { AuditAbout } from "./audit-page.ts";
import { type AuditedFault, auditedFile } from "./audited-file.ts";
import { type DiscoveryFilter, scopeOf, sourcesOf } from "./discovery.ts";
import { receivedCalls } from "./received.sql.ts";

/** Larger files are cut by whoever has them: this one is read at once. */
export const AUDIT_BYTES = 64 * 1024 * 1024;
/** Calls judged before others have their turn. */
const AT_ONCE = 50;
const CALLS_READ = 200_000;

export type AuditInput =
  | { readonly file: Uint8Array; readonly name: string }
  | { readonly source: string; readonly filter: DiscoveryFilter };

const FAULTS: Readonly<Record<AuditedFault | "nothing", Omit<FieldError, "path">>> = {
  nothing: { en: "Send a file, or name a source.", fr: "Envoyez un fichier, ou nommez une source." },
  empty: { en: "This file holds nothing.", fr: "Ce fichier ne contient rien." },
  encoding: { en: "This file is not UTF-8 text.", fr: "Ce fichier n’est pas du texte en UTF-8." },
  har: { en: "This is not a whole HAR file.", fr: "Ce n’est pas un fichier HAR entier." },
  csv: {
    en: "The rows of this file cannot be read as CSV.",
    fr: "Les lignes de ce fichier ne peuvent pas être lues comme du CSV.",
  },
  event_column: {
    en: "This table has no column event, event_name or name.",
    fr: "Cette table n’a pas de colonne event, event_name ou name.",
  },
};

function refuse(fault: keyof typeof FAULTS): never {
  throw new UserError("invalid_input", { fields: [{ path: "file", ...FAULTS[fault] }] });
}

async function callsOf(project: AuthorizedProject, input: AuditInput, signal: AbortSignal) {
  if ("file" in input) {
    if (input.file.byteLength === 0) refuse("nothing");
    const file = auditedFile(input.file);
    if (typeof file === "string") return refuse(file);
    return { ...file, name: input.name };
  }
  const sources = await sourcesOf(project);
  const scope = scopeOf(project, { ...input.filter, source: input.source }, sources);
  const lines = await eventDb().lines("discovery.calls", receivedCalls(scope, CALLS_READ), { signal });
  const calls = new TextDecoder().decode(lines).split("\n").filter(Boolean);
  const name = [...sources.values()].find(({ slug }) => slug === input.source)?.name ?? input.source;
  return { kind: "source" as const, calls, name };
}

export interface MadeAudit {
  readonly audit: Audit;
  readonly about: AuditAbout;
}

/**
 * Reads and judges everything, giving way to others in between.
 * @throws UserError `invalid_input` for what cannot be read, `not_found` for a source that is not there, `cancelled`
 */
export async function runAudit(
  project: AuthorizedProject,
  input: AuditInput,
  { isPlanned, signal }: { readonly isPlanned: boolean; readonly signal: AbortSignal },
): Promise<MadeAudit> {
  const plan = isPlanned ? await latestVersion(project.projectId) : undefined;
  const found = await callsOf(project, input, signal);
  const auditor = new Auditor(onlyVersion(plan));
  let number = 0;
  for (const text of found.calls) {
    number += 1;
    auditor.add(number, text);
    if (number % AT_ONCE !== 0) continue;
    await turn();
    if (signal.aborted) throw new UserError("cancelled");
  }
  const about: AuditAbout = {
    ...{ name: found.name, kind: found.kind, at: new Date(systemClock.now()), timeZone: project.timeZone },
    ...("requests" in found ? { requests: found.requests } : {}),
    ...(plan === undefined ? {} : { plan: { slug: project.slug, version: plan.version } }),
  };
  return { audit: auditor.result(), about };
}
