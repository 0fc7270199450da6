/** Planned, coded and received of a project, for the screen, its file and the API alike. */

import { stringify } from "csv-stringify/sync";
import { type AuthorizedProject, isInScope } from "../../lib/access/authorized.ts";
import { listSources } from "../../lib/access/source.ts";
import { escapeFormula } from "../../lib/format/spreadsheet/cell.ts";
import { translator } from "../../lib/i18n/translator.ts";
import { receivedMatrix } from "../../lib/ingest/received-matrix.ts";
import { codeMatrix, type MatrixRow } from "../../lib/plan/code-matrix.ts";
import type { CodeRun } from "../../lib/plan/code-run.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { type CodeRunSummary, findCodeRun, listCodeRuns } from "../../lib/plan/store-code-run.ts";

export interface LoadedMatrix {
  readonly rows: readonly MatrixRow[];
  /** Slugs and names of the sources that are not archived. */
  readonly sources: readonly { readonly slug: string; readonly name: string }[];
  readonly runs: readonly CodeRunSummary[];
  /** False where what arrived could not be read, or is none of a token's business. */
  readonly knowsReceived: boolean;
}

/** `release` is of the source asked for; of the others, and where it is empty, the latest counts. */
export async function loadCodeMatrix(
  project: AuthorizedProject,
  plan: Plan,
  asked: { readonly source: string; readonly release: string },
): Promise<LoadedMatrix> {
  const [sources, runs, received] = await Promise.all([
    listSources(project),
    listCodeRuns(project),
    isInScope(project.actor, "events:read") ? receivedMatrix(project) : undefined,
  ]);
  const shown = sources.filter(({ slug }) => asked.source === "" || slug === asked.source);
  const found = await Promise.all(
    shown.map(async ({ slug }): Promise<[string, CodeRun][]> => {
      const release = slug === asked.source && asked.release !== "" ? asked.release : undefined;
      const run = await findCodeRun(project, slug, { release });
      return run === undefined ? [] : [[slug, run]];
    }),
  );
  const rows = codeMatrix({
    plan,
    sources: shown.map(({ slug }) => slug),
    runs: new Map(found.flat()),
    received,
  });
  return {
    rows,
    sources: sources.map(({ slug, name }) => ({ slug, name })),
    runs,
    knowsReceived: received !== undefined,
  };
}

const CSV_COLUMNS = [
  "event",
  "source",
  "planned",
  "release",
  "sites",
  "tests",
  "last",
  "count",
  "versions",
  "releases",
  "state",
] as const;

/** UTF-8 with a byte-order mark; semicolons in French. */
export function matrixCsv(rows: readonly MatrixRow[], language: Language): string {
  const t = translator(language, "codeStatus");
  const lines = rows.map(({ name, source, planned, coded, received, state }) => [
    escapeFormula(name),
    escapeFormula(source),
    t(planned ? "yes" : "no"),
    escapeFormula(coded?.release ?? ""),
    escapeFormula(coded?.sites.map(({ path, line }) => `${path}:${line}`).join(" ") ?? ""),
    coded === undefined ? "" : String(coded.tests),
    received === undefined ? "" : new Date(received.last).toISOString(),
    received === undefined ? "" : String(received.count),
    received?.versions.join(" ") ?? "",
    escapeFormula(received?.releases.join(" ") ?? ""),
    t(`state.${state}`),
  ]);
  return stringify([CSV_COLUMNS.map((column) => t(`column.${column}`)), ...lines], {
    bom: true,
    delimiter: language === "fr" ? ";" : ",",
    record_delimiter: "windows",
  });
}
