/** An audit of a file somebody sent, or of what a source sent lately; nothing of it is kept. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { type FieldError, UserError } from "../base/error.ts";
import type { Waiting } from "../base/waiting.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import type { Audit } from "./audit.ts";
import type { AuditAbout } from "./audit-page.ts";
import type { AuditedFault } from "./audited-file.ts";
import { auditingPlace } from "./auditing-place.ts";
import { type DiscoveryFilter, scopeOf, sourcesOf } from "./discovery.ts";
import { receivedCalls } from "./received.sql.ts";

/** Larger files are cut by whoever has them: this one is read at once. */
export const AUDIT_BYTES = 64 * 1024 * 1024;
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

interface Found {
  readonly bytes: Uint8Array;
  readonly as: "file" | "lines";
  readonly name: string;
}

async function bytesOf(project: AuthorizedProject, input: AuditInput, signal: AbortSignal | undefined): Promise<Found> {
  if ("file" in input) {
    if (input.file.byteLength === 0) refuse("nothing");
    return { bytes: input.file, as: "file", name: input.name };
  }
  const sources = await sourcesOf(project);
  const scope = scopeOf(project, { ...input.filter, source: input.source }, sources);
  const statement = receivedCalls(scope, CALLS_READ);
  const bytes = await eventDb().lines("discovery.calls", statement, signal === undefined ? {} : { signal });
  const name = [...sources.values()].find(({ slug }) => slug === input.source)?.name ?? input.source;
  return { bytes, as: "lines", name };
}

export interface MadeAudit {
  readonly audit: Audit;
  readonly about: AuditAbout;
}

/**
 * Reads and judges everything, away from the thread that takes events in. A file's bytes are given away by it.
 * @throws UserError `invalid_input` for what cannot be read, `not_found` for a source that is not there, `cancelled`
 */
export async function runAudit(
  project: AuthorizedProject,
  input: AuditInput,
  { isPlanned, onShare, signal }: { readonly isPlanned: boolean } & Waiting,
): Promise<MadeAudit> {
  const plan = isPlanned ? await latestVersion(project.projectId) : undefined;
  const { bytes, as, name } = await bytesOf(project, input, signal);
  const place = auditingPlace.open({ as, ...(plan === undefined ? {} : { plan }) });
  try {
    const fault = await place.open(bytes);
    if (fault !== undefined) refuse(fault);
    for (let read = await place.step(); read !== "read"; read = await place.step()) {
      if (signal?.aborted === true) throw new UserError("cancelled");
      onShare?.(read);
    }
    const { audit, kind, requests } = await place.result();
    const about: AuditAbout = {
      ...{ name, kind: as === "lines" ? "source" : kind, at: new Date(systemClock.now()), timeZone: project.timeZone },
      ...(requests === undefined ? {} : { requests }),
      ...(plan === undefined ? {} : { plan: { slug: project.slug, version: plan.version } }),
    };
    return { audit, about };
  } finally {
    await place.stop();
  }
}
