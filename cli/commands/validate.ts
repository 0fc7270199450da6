/** `gabarit validate`: the verdict on every event of a file, or on every value of a file against one JSON Schema. */

import { BareSchemaError, compileBareSchema } from "../../lib/ingest/bare-schema.ts";
import { onlyVersion } from "../../lib/ingest/validate.ts";
import { verdictLine } from "../../lib/ingest/verdict-line.ts";
import { VERDICTS, type Verdict, type Violation } from "../../lib/violation/violation.ts";
import { violationMessage } from "../../lib/violation/violation-table.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { LineWriter, parseLine, readLines } from "../lines.ts";
import { note, readInput } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { readRemotes } from "../schema-remotes.ts";

interface ValidateOptions {
  readonly schema?: string;
  readonly remote?: string[];
  readonly source?: string;
}

const BROKEN: Violation = { code: "malformed", path: "", expected: "JSON" };

function told(violations: readonly Violation[], { language }: CliContext) {
  return violations.map((violation) => ({ ...violation, message: violationMessage(violation)[language] }));
}

async function validateEvents(
  context: CliContext,
  [plan, path]: readonly [string, string],
  { json, source }: ValidateOptions & CommonOptions,
): Promise<ExitCode> {
  const versions = onlyVersion(await loadPublished(context, plan));
  const out = new LineWriter(context);
  const counts: Record<Verdict, number> = { conformant: 0, violating: 0, unplanned: 0, malformed: 0 };
  for await (const line of readLines(context, path)) {
    const from = source === undefined ? {} : { sourceSlug: source };
    const judged = verdictLine(line.number, line.text, versions, { language: context.language, ...from });
    counts[judged.verdict] += 1;
    await out.write(JSON.stringify(judged));
  }
  await out.end();
  const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  note(
    context,
    json === true ? JSON.stringify({ total, ...counts }) : context.t("validate.summary", { total, ...counts }),
  );
  return counts.conformant === total ? 0 : 1;
}

async function validateValues(
  context: CliContext,
  [schemaPath, path]: readonly [string, string],
  { json, remote = [] }: ValidateOptions & CommonOptions,
): Promise<ExitCode> {
  const { content } = await readInput(context, schemaPath);
  const remotes = await readRemotes(context, remote);
  const schema = compiled(
    context,
    schemaPath,
    typeof content === "string" ? content : new TextDecoder().decode(content),
    remotes,
  );
  const out = new LineWriter(context);
  const counts = { valid: 0, invalid: 0 };
  for await (const line of readLines(context, path)) {
    const parsed = parseLine(line.text);
    const verdict = parsed === undefined ? { valid: false as const, violations: [BROKEN] } : schema.check(parsed.value);
    counts[verdict.valid ? "valid" : "invalid"] += 1;
    const violations = verdict.valid ? [] : told(verdict.violations, context);
    await out.write(JSON.stringify({ line: line.number, valid: verdict.valid, violations }));
  }
  await out.end();
  note(
    context,
    json === true
      ? JSON.stringify({ dialect: schema.dialect, ...counts })
      : context.t("validate.values", { dialect: schema.dialect, ...counts }),
  );
  return counts.invalid === 0 ? 0 : 1;
}

function compiled(context: CliContext, path: string, text: string, remotes: ReadonlyMap<string, unknown>) {
  try {
    return compileBareSchema(text, { remotes });
  } catch (error) {
    if (error instanceof BareSchemaError)
      throw new CliFailure(context.t("validate.badSchema", { path }), [error.message]);
    throw error;
  }
}

async function run(
  context: CliContext,
  [first, second]: readonly [string, string | undefined],
  options: ValidateOptions & CommonOptions,
): Promise<ExitCode> {
  const { source, remote } = options;
  if (options.schema !== undefined) {
    if (second !== undefined || source !== undefined) throw new CliFailure(context.t("validate.planOrSchema"));
    return validateValues(context, [options.schema, first], options);
  }
  if (remote !== undefined) throw new CliFailure(context.t("validate.remoteWithoutSchema"));
  if (second === undefined) throw new CliFailure(context.t("error.missingArgument", { name: "events" }));
  return validateEvents(context, [first, second], options);
}

export function addValidate(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string, string | undefined], ValidateOptions>(
    "validate",
    t("validate.about"),
    (command) =>
      command
        .argument("<plan>", t("validate.plan"))
        .argument("[events]", t("validate.events"))
        .option("--schema <file>", t("validate.schema"))
        .option("--remote <address=path...>", t("validate.remote"))
        .option("--source <slug>", t("validate.source")),
    (args, options) => run(context, args, options),
  );
}
