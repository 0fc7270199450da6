/** One run of `gabarit status`: scan, compare with the last run, print, keep, post. */

import { resolve } from "node:path";
import { PLACES_MAX, VENDOR_MAX } from "../../lib/plan/code-run.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { StatusOptions } from "../commands/status.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { fetchKnownPlaces, postCodeRun } from "../server-api.ts";
import { countsOf, type StatusReport, statusReport } from "./report.ts";
import { type Scan, scanCode } from "./scan.ts";
import { posixPath } from "./source-files.ts";
import { type KnownPlaces, placesOf, readState, writeState } from "./state.ts";
import { noteUnread, printStatus, statusJson, statusSarif } from "./status-formats.ts";

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Where the result is posted. */
interface Destination {
  readonly project: string;
  readonly source: string;
  readonly release: string;
}

export async function runStatus(
  context: CliContext,
  reference: string,
  options: StatusOptions & CommonOptions,
): Promise<ExitCode> {
  const published = await loadPublished(context, reference);
  const { plan } = published;
  const destination = destinationOf(context, options, plan.slug);
  const scan = await scanned(context, published, options);
  const before = await lastPlaces(context, plan.slug, options, destination);
  const report = statusReport(plan, scan, before, options.source);
  noteUnread(context, scan, plan.slug);
  const format = options.json === true ? "json" : options.format;
  if (format === "json") {
    const { version, hash } = published;
    await printJson(context, { plan: plan.slug, version, hash, ...statusJson(report, scan) });
  } else if (format === "sarif") await printJson(context, statusSarif(context, report, scan, reference));
  else await printStatus(context, report, scan);
  const counts = countsOf(report);
  const failed = (options.failOn ?? []).filter((name) => counts[name] > 0);
  // A lost call stays known until it is accepted: by a run that lets it pass.
  if (!failed.includes("lost")) await keep(context, plan.slug, options, scan);
  if (destination !== undefined) await post(context, destination, { version: published.version, report, scan });
  if (failed.length > 0) note(context, context.t("status.failed", { names: failed.join(", ") }));
  return failed.length > 0 ? 1 : 0;
}

async function scanned(context: CliContext, published: PublishedPlan, options: StatusOptions): Promise<Scan> {
  const { cwd } = context.io;
  const given = options.src ?? ["."];
  const folders = given.map((folder) => posixPath(resolve(cwd, folder)));
  const bar = progressBar(context, context.t("status.reading"));
  try {
    const progress = (done: number, total: number) => bar.update(done, total);
    return await scanCode({ published, root: posixPath(cwd), folders, ignored: options.ignore ?? [], progress });
  } finally {
    bar.end();
  }
}

function destinationOf(
  { t }: CliContext,
  { update, source, release, project }: StatusOptions,
  slug: string,
): Destination | undefined {
  if (update !== true) return undefined;
  if (source === undefined || release === undefined) throw new CliFailure(t("status.updateNeeds"));
  return { project: project ?? slug, source, release };
}

/** What the server kept of the source, where the result is posted; else what the last run kept here. */
async function lastPlaces(
  context: CliContext,
  slug: string,
  options: StatusOptions,
  destination: Destination | undefined,
): Promise<KnownPlaces | undefined> {
  if (destination !== undefined) return fetchKnownPlaces(context, destination.project, destination);
  return options.state === false ? undefined : readState(context, options.state, slug);
}

async function keep(context: CliContext, slug: string, { state }: StatusOptions, scan: Scan): Promise<void> {
  // Without an SDK of the plan, or its language, nothing was looked for: what was known stays.
  if (state === false || scan.sites.length === 0 || scan.unread.length > 0) return;
  await writeState(context, state, slug, placesOf(scan.sites));
}

async function post(
  context: CliContext,
  { project, source, release }: Destination,
  { version, report, scan }: { readonly version: number; readonly report: StatusReport; readonly scan: Scan },
): Promise<void> {
  const place = ({ path, line }: Place) => ({ path, line });
  const places = (all: readonly Place[]) => all.slice(0, PLACES_MAX).map(place);
  await postCodeRun(context, project, {
    source,
    release,
    planVersion: version,
    files: [...scan.files.values()].reduce((sum, count) => sum + count, 0),
    events: report.events
      .filter(({ sites, tests }) => sites.length + tests.length > 0)
      .map(({ id, name, sites, tests }) => ({ id, name, sites: places(sites), tests: places(tests) })),
    unplanned: report.stale.map(({ id, name, sites }) => ({
      ...(id === undefined ? {} : { id }),
      name,
      sites: places(sites),
    })),
    vendorCalls: report.vendorCalls.slice(0, VENDOR_MAX).map(({ call, name, ...at }) => ({
      call,
      ...(name === undefined ? {} : { name }),
      ...place(at),
    })),
  });
  note(context, context.t("status.posted", { project, source, release }));
}
