/** The result of `gabarit status` as text for people, as JSON, and as SARIF for code scanning. */

import type { CliContext } from "../context.ts";
import { note, printLine } from "../output.ts";
import { type SarifResult, sarifLog } from "../sarif.ts";
import { countsOf, deprecatedSites, FAILURES, type Failure, type StatusReport } from "./report.ts";
import type { CodeSite, Scan } from "./scan.ts";

/** How many places of one event are printed. */
const SHOWN = 8;

export interface StatusFinding {
  readonly code: Failure | "open";
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
}

/** Everything that is not as planned, each with its place where it has one. */
export function statusFindings({ t }: CliContext, report: StatusReport, scan: Scan): StatusFinding[] {
  const { events, stale, vendorCalls } = report;
  const names = new Map(events.map(({ id, name }) => [id, name]));
  const at = ({ path, line }: { readonly path: string; readonly line: number }) => ({ path, line });
  const ofEvents = events.flatMap((event): StatusFinding[] => {
    const { name, state, tests, lost } = event;
    return [
      ...(state === "missing" ? [{ code: "missing" as const, message: t("status.finding.missing", { name }) }] : []),
      ...(state === "tests" ? tests.slice(0, 1) : []).map((site) => ({
        code: "tests" as const,
        message: t("status.finding.tests", { name }),
        ...at(site),
      })),
      ...deprecatedSites(event).map((site) => ({
        code: "deprecated" as const,
        message:
          site.isFormer && state !== "deprecated"
            ? t("status.finding.former", { name, former: site.name })
            : t("status.finding.deprecated", { name }),
        ...at(site),
      })),
      ...lost.map(({ path, before, now }) => ({
        code: "lost" as const,
        message: t("status.finding.lost", { name, path, before, now }),
        path,
        line: 1,
      })),
    ];
  });
  const ofStale = stale.flatMap(({ name, sites }) =>
    sites.map((site) => ({ code: "stale" as const, message: t("status.finding.stale", { name }), ...at(site) })),
  );
  const ofVendors = vendorCalls.map(({ call, name, planned, ...place }) => {
    const event = planned === undefined ? undefined : names.get(planned);
    const text = name === undefined ? call : `${call}("${name}")`;
    const key = event === undefined ? "status.finding.vendor" : "status.finding.vendorPlanned";
    return { code: "vendor" as const, message: t(key, { call: text, name: event ?? "" }), ...at(place) };
  });
  const ofOpen = scan.open.map(({ reason, ...place }) => ({
    code: "open" as const,
    message: t(reason === "name" ? "status.finding.openName" : "status.finding.openSdk"),
    ...at(place),
  }));
  return [...ofEvents, ...ofStale, ...ofVendors, ...ofOpen];
}

const LEVELS = {
  missing: "warning",
  tests: "warning",
  deprecated: "warning",
  stale: "error",
  lost: "warning",
  vendor: "note",
  open: "note",
} as const;

export function statusSarif(context: CliContext, report: StatusReport, scan: Scan, planFile: string): object {
  const codes = [...FAILURES, "open"] as const;
  const rules = codes.map((id) => ({ id, level: LEVELS[id], about: context.t(`status.rule.${id}`) }));
  const results = statusFindings(context, report, scan).map(
    ({ code, message, path, line }): SarifResult => ({
      rule: code,
      level: LEVELS[code],
      message,
      file: path ?? planFile,
      ...(line === undefined ? {} : { line }),
    }),
  );
  return sarifLog(rules, results);
}

export function statusJson(report: StatusReport, scan: Scan): object {
  return {
    counts: countsOf(report),
    files: Object.fromEntries(scan.files),
    unread: scan.unread,
    failed: scan.failed,
    sdks: scan.sdks.map(({ version }) => ({ version })),
    ...report,
    open: scan.open,
  };
}

async function places(context: CliContext, sites: readonly CodeSite[]): Promise<void> {
  for (const { path, line, kind, isFormer, name } of sites.slice(0, SHOWN)) {
    const former = isFormer ? ` ${context.t("status.former", { name })}` : "";
    await printLine(context, `    ${path}:${line} ${context.t(`status.kind.${kind}`)}${former}`);
  }
  if (sites.length > SHOWN)
    await printLine(context, `    ${context.t("status.more", { count: sites.length - SHOWN })}`);
}

/** Each event with its places, then what is not planned; the summary is a note. */
export async function printStatus(context: CliContext, report: StatusReport, scan: Scan): Promise<void> {
  const { t } = context;
  for (const { name, callType, state, sites, tests, lost } of report.events) {
    const count = sites.length > 0 ? ` ${t("status.sites", { count: sites.length })}` : "";
    await printLine(context, `${t(`status.state.${state}`)}${count}: ${name} (${callType})`);
    await places(context, sites.length > 0 ? sites : tests);
    for (const place of lost) await printLine(context, `    ${t("status.lostPlace", { ...place })}`);
  }
  const section = async (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    await printLine(context, "");
    await printLine(context, title);
    for (const line of lines) await printLine(context, `  ${line}`);
  };
  const found = statusFindings(context, report, scan);
  const linesOf = (code: StatusFinding["code"]) =>
    found.filter((one) => one.code === code).map(({ path, line, message }) => `${path}:${line} ${message}`);
  await section(t("status.staleTitle"), linesOf("stale"));
  await section(t("status.vendorTitle"), linesOf("vendor"));
  await section(t("status.openTitle"), linesOf("open"));
  const files = [...scan.files.values()].reduce((sum, count) => sum + count, 0);
  note(context, t("status.summary", { ...countsOf(report), planned: report.events.length, files }));
}

/** What could not be looked at is never left out in silence. */
export function noteUnread(context: CliContext, { unread, failed, sdks, foreign, files }: Scan, plan: string): void {
  const { t } = context;
  // Of the languages only Python is read by a tool of the machine.
  if (unread.includes("python")) note(context, t("status.noPython"));
  for (const { path, line } of failed.slice(0, SHOWN)) note(context, t("status.unreadable", { path, line }));
  if (failed.length > SHOWN) note(context, t("status.more", { count: failed.length - SHOWN }));
  if (files.size === 0 && unread.length === 0) note(context, t("status.noCode"));
  else if (sdks.length === 0) {
    const others = [...new Set(foreign.map((sdk) => sdk.plan))].join(", ");
    note(context, others === "" ? t("status.noSdk", { plan }) : t("status.otherSdk", { plan, others }));
  }
}
