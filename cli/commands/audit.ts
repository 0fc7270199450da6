/** `gabarit audit`: what a file of events says of a product's tracking, beside a plan or without one. */

import { basename } from "node:path";
import { Option } from "commander";
import { type Audit, Auditor } from "../../lib/discovery/audit.ts";
import { type AuditAbout, auditPage } from "../../lib/discovery/audit-page.ts";
import { type AuditedFile, auditedFile } from "../../lib/discovery/audited-file.ts";
import { onlyVersion } from "../../lib/ingest/validate.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { readLines } from "../lines.ts";
import { printJson, printLine, readInput, writeOutput } from "../output.ts";
import { loadPublished, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchSourceAudit } from "../server-api.ts";

interface AuditOptions {
  readonly plan?: string;
  readonly html?: string;
  readonly source?: string;
  readonly days?: string;
}

const DAYS = ["1", "7", "30", "90"];

/** Lines of one part that are shown; `--json` has all. */
const SHOWN = 50;

function hasFindings({ malformed, verdicts, conflicts, near, personal, absent }: Audit): boolean {
  const breaks = (verdicts?.violating ?? 0) + (verdicts?.unplanned ?? 0);
  return malformed + breaks + conflicts.length + near.length + personal.length + absent.length > 0;
}

function sections({ t }: CliContext, audit: Audit): (readonly [title: string, lines: readonly string[]])[] {
  const { events, conflicts, near, personal, absent, verdicts } = audit;
  const unplanned = events.filter(({ planned }) => planned === false);
  return [
    [
      t("audit.events", { count: events.length }),
      events.map(({ name, count, properties }) => t("audit.event", { name, count, properties })),
    ],
    ...(verdicts === undefined
      ? []
      : [
          [t("audit.unplanned", { count: unplanned.length }), unplanned.map(({ name }) => name)] as const,
          [t("audit.absent", { count: absent.length }), absent.map(({ name }) => name)] as const,
        ]),
    [
      t("audit.conflicts", { count: conflicts.length }),
      conflicts.map(({ property, types }) =>
        [
          `${property}:`,
          types
            .map(({ type, count, events: from }) => `${type} × ${count} (${from.slice(0, 3).join(", ")})`)
            .join("; "),
        ].join(" "),
      ),
    ],
    [
      t("audit.near", { count: near.length }),
      near.map(({ of, name, other }) => t(of === "event" ? "audit.nearEvent" : "audit.nearProperty", { name, other })),
    ],
    [
      t("audit.personal", { count: personal.length }),
      personal.map(({ event, property, valueClass, count }) =>
        t("audit.personalLine", { event, property, count, valueClass }),
      ),
    ],
  ];
}

async function printAudit(
  context: CliContext,
  path: string,
  audit: Audit,
  requests: AuditedFile["requests"],
): Promise<void> {
  const { t } = context;
  await printLine(context, t("audit.title", { path, lines: audit.lines, malformed: audit.malformed }));
  if (requests !== undefined) await printLine(context, t("audit.requests", requests));
  if (audit.verdicts !== undefined) await printLine(context, t("audit.verdicts", { ...audit.verdicts }));
  if (audit.cut) await printLine(context, t("audit.cut"));
  for (const [title, lines] of sections(context, audit)) {
    await printLine(context);
    await printLine(context, title);
    for (const line of lines.slice(0, SHOWN)) await printLine(context, `  ${line}`);
    if (lines.length > SHOWN) await printLine(context, `  ${t("audit.more", { count: lines.length - SHOWN })}`);
  }
}

/** A file that is read whole; lines of any number are read one by one instead. */
async function wholeFile(context: CliContext, path: string): Promise<AuditedFile | undefined> {
  if (!/\.(har|csv|tsv)$/i.test(path)) return undefined;
  const { content } = await readInput(context, path);
  const file = auditedFile(typeof content === "string" ? new TextEncoder().encode(content) : content);
  if (typeof file === "string") throw new CliFailure(context.t("audit.fault", { path, why: file }));
  return file;
}

interface Read {
  readonly audit: Audit;
  /** Of the document, besides when it was made and by what plan. */
  readonly about: Pick<AuditAbout, "name" | "kind" | "requests">;
}

async function ofFile(context: CliContext, path: string, plan: PublishedPlan | undefined): Promise<Read> {
  const auditor = new Auditor(onlyVersion(plan));
  const file = await wholeFile(context, path);
  let number = 0;
  if (file === undefined) for await (const line of readLines(context, path)) auditor.add(line.number, line.text);
  else for (const text of file.calls) auditor.add(++number, text);
  const { kind = "ndjson", requests } = file ?? {};
  return {
    audit: auditor.result(),
    about: { name: basename(path), kind, ...(requests === undefined ? {} : { requests }) },
  };
}

/** What a source sent lately, read and judged on the server that holds it by the latest version of its plan. */
async function ofSource(context: CliContext, source: string, { plan, days = "7" }: AuditOptions): Promise<Read> {
  const reference = plan === undefined ? undefined : parseReference(context, plan);
  if (reference === undefined || "file" in reference || (reference.at ?? "latest") !== "latest")
    throw new CliFailure(context.t("audit.sourceNeedsPlan"));
  return {
    audit: await fetchSourceAudit(context, reference.slug, { source, days }),
    about: { name: source, kind: "source" },
  };
}

async function run(
  context: CliContext,
  path: string | undefined,
  options: AuditOptions & CommonOptions,
): Promise<ExitCode> {
  const { plan, html, json, source } = options;
  if ((path === undefined) === (source === undefined)) throw new CliFailure(context.t("audit.fileOrSource"));
  const published = plan === undefined ? undefined : await loadPublished(context, plan);
  const { audit, about } =
    source === undefined ? await ofFile(context, path ?? "", published) : await ofSource(context, source, options);
  if (html !== undefined) {
    const whole = {
      ...about,
      ...{ at: new Date(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      plan: published === undefined ? undefined : { slug: published.plan.slug, version: published.version },
    };
    await writeOutput(context, html, auditPage(audit, whole, context.language));
  }
  if (json === true) await printJson(context, audit);
  else await printAudit(context, path ?? about.name, audit, about.requests);
  return hasFindings(audit) ? 1 : 0;
}

export function addAudit(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string | undefined], AuditOptions>(
    "audit",
    t("audit.about"),
    (command) =>
      command
        .argument("[events]", t("audit.file"))
        .option("--plan <plan>", t("audit.plan"))
        .option("--source <slug>", t("audit.source"))
        .addOption(new Option("--days <days>", t("audit.days")).choices(DAYS).default("7"))
        .option("--html <file>", t("audit.html")),
    ([path], options) => run(context, path, options),
  );
}
