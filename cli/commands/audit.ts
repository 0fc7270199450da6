/** `gabarit audit`: what a file of events says of a product's tracking, beside a plan or without one. */

import { type Audit, Auditor } from "../../lib/discovery/audit.ts";
import { onlyVersion } from "../../lib/ingest/validate.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { readLines } from "../lines.ts";
import { printJson, printLine } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

interface AuditOptions {
  readonly plan?: string;
}

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

async function printAudit(context: CliContext, path: string, audit: Audit): Promise<void> {
  const { t } = context;
  await printLine(context, t("audit.title", { path, lines: audit.lines, malformed: audit.malformed }));
  if (audit.verdicts !== undefined) await printLine(context, t("audit.verdicts", { ...audit.verdicts }));
  if (audit.cut) await printLine(context, t("audit.cut"));
  for (const [title, lines] of sections(context, audit)) {
    await printLine(context);
    await printLine(context, title);
    for (const line of lines.slice(0, SHOWN)) await printLine(context, `  ${line}`);
    if (lines.length > SHOWN) await printLine(context, `  ${t("audit.more", { count: lines.length - SHOWN })}`);
  }
}

async function run(context: CliContext, path: string, { plan, json }: AuditOptions & CommonOptions): Promise<ExitCode> {
  const auditor = new Auditor(onlyVersion(plan === undefined ? undefined : await loadPublished(context, plan)));
  for await (const { number, text } of readLines(context, path)) auditor.add(number, text);
  const audit = auditor.result();
  if (json === true) await printJson(context, audit);
  else await printAudit(context, path, audit);
  return hasFindings(audit) ? 1 : 0;
}

export function addAudit(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], AuditOptions>(
    "audit",
    t("audit.about"),
    (command) => command.argument("<events>", t("validate.events")).option("--plan <plan>", t("audit.plan")),
    ([path], options) => run(context, path, options),
  );
}
