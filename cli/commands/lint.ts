/** `gabarit lint`: the findings of a plan, as the screens show them, and its coverage when asked. */

import { Option } from "commander";
import { judgePlan } from "../../lib/plan/rules/find-findings.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { loadCoverage, printCoverage } from "../lint-coverage.ts";
import { githubLine, type PlacedFinding, sarif, textLine } from "../lint-formats.ts";
import { placeFinder } from "../lint-places.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPlan, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchFindings } from "../server-api.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;

interface LintOptions {
  readonly format: (typeof FORMATS)[number];
  readonly coverage?: boolean;
}

interface PlacedJudgement {
  readonly placed: readonly PlacedFinding[];
  /** How many more there are that the plan's standards let pass. */
  readonly suppressed: number;
}

async function judged(context: CliContext, reference: string): Promise<PlacedJudgement> {
  const parsed = parseReference(context, reference);
  if (!("file" in parsed)) {
    const { items, suppressed } = await fetchFindings(context, parsed.slug, parsed.at ?? "main");
    return { placed: items.map((finding) => ({ finding, file: reference })), suppressed };
  }
  const plan = await loadPlan(context, reference);
  const placeOf = await placeFinder(context, parsed.file, plan);
  const { findings, suppressed } = judgePlan(plan);
  const placed = findings.map((finding) => {
    const { id: objectId, propertyId } = finding.target;
    return { finding, ...placeOf({ objectId, propertyId }) };
  });
  return { placed, suppressed: suppressed.length };
}

async function run(context: CliContext, reference: string, options: LintOptions & CommonOptions): Promise<ExitCode> {
  const format = options.json === true ? "json" : options.format;
  const covers = options.coverage === true;
  if (covers && (format === "sarif" || format === "github"))
    throw new CliFailure(context.t("lint.coverageFormat", { format }));
  const { placed, suppressed } = await judged(context, reference);
  const coverage = covers ? await loadCoverage(context, reference) : undefined;
  const count = (severity: string) => placed.filter(({ finding }) => finding.severity === severity).length;
  const counts = { errors: count("error"), warnings: count("warning"), notes: count("info") };
  if (format === "json") {
    const findings = placed.map(({ finding: { fix: _fix, ...finding }, file, line }) => ({
      ...finding,
      file,
      ...(line === undefined ? {} : { line }),
    }));
    await printJson(context, { ...counts, suppressed, findings, ...(coverage === undefined ? {} : { coverage }) });
  } else if (format === "sarif") await printJson(context, sarif(placed, context));
  else {
    for (const item of placed)
      await printLine(context, format === "github" ? githubLine(item, context) : textLine(item, context));
    note(
      context,
      placed.length === 0 ? context.t("lint.none") : context.t("lint.summary", { count: placed.length, ...counts }),
    );
    if (suppressed > 0) note(context, context.t("lint.suppressed", { count: suppressed }));
    if (coverage !== undefined) await printCoverage(context, coverage);
  }
  return counts.errors + counts.warnings + (coverage?.gaps.length ?? 0) > 0 ? 1 : 0;
}

export function addLint(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], LintOptions>(
    "lint",
    t("lint.about"),
    (command) =>
      command
        .argument("<plan>", t("common.plan"))
        .addOption(new Option("--format <format>", t("lint.format")).choices([...FORMATS]).default("text"))
        .option("--coverage", t("lint.coverage")),
    ([reference], options) => run(context, reference, options),
  );
}
