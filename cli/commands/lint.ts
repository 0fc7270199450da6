/** `gabarit lint`: the findings of a plan, as the screens show them. */

import { Option } from "commander";
import { findFindings } from "../../lib/plan/rules/find-findings.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { githubLine, type PlacedFinding, sarif, textLine } from "../lint-formats.ts";
import { lineFinder, pointersById } from "../lint-places.ts";
import { note, printJson, printLine, readTextIfThere } from "../output.ts";
import { loadPlan, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchFindings } from "../server-api.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;

interface LintOptions {
  readonly format: (typeof FORMATS)[number];
}

async function findingsOf(context: CliContext, reference: string): Promise<PlacedFinding[]> {
  const parsed = parseReference(context, reference);
  if (!("file" in parsed)) {
    const findings = await fetchFindings(context, parsed.slug, parsed.at ?? "main");
    return findings.map((finding) => ({ finding, file: reference }));
  }
  const { file } = parsed;
  const plan = await loadPlan(context, reference);
  const text = await readTextIfThere(context, file);
  const isPlanFile = text !== undefined && /^\s*["']?gabarit["']?\s*:/m.test(text);
  const pointers = pointersById(plan);
  const lineOf = isPlanFile ? lineFinder(text) : () => undefined;
  return findFindings(plan).map((finding) => {
    const pointer = pointers.get(finding.target.propertyId ?? "") ?? pointers.get(finding.target.id) ?? "";
    const line = lineOf(pointer);
    return { finding, file, ...(line === undefined ? {} : { line }) };
  });
}

async function run(context: CliContext, reference: string, options: LintOptions & CommonOptions): Promise<ExitCode> {
  const placed = await findingsOf(context, reference);
  const count = (severity: string) => placed.filter(({ finding }) => finding.severity === severity).length;
  const counts = { errors: count("error"), warnings: count("warning"), notes: count("info") };
  const format = options.json === true ? "json" : options.format;
  if (format === "json") {
    const findings = placed.map(({ finding: { fix: _fix, ...finding }, file, line }) => ({
      ...finding,
      file,
      ...(line === undefined ? {} : { line }),
    }));
    await printJson(context, { ...counts, findings });
  } else if (format === "sarif") await printJson(context, sarif(placed, context));
  else {
    for (const item of placed)
      await printLine(context, format === "github" ? githubLine(item, context) : textLine(item, context));
    note(
      context,
      placed.length === 0 ? context.t("lint.none") : context.t("lint.summary", { count: placed.length, ...counts }),
    );
  }
  return counts.errors + counts.warnings > 0 ? 1 : 0;
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
        .addOption(new Option("--format <format>", t("lint.format")).choices([...FORMATS]).default("text")),
    ([reference], options) => run(context, reference, options),
  );
}
