/** `gabarit query`: the answer to a question kept in a file, with what it stands on. */

import type { Answer } from "../../lib/analysis/question.ts";
import { parseBody } from "../../lib/ingest/protocol/body.ts";
import { answerLines, statementLines } from "../answer-text.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine, readInput } from "../output.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { askQuestion, onlyProject } from "../server-api.ts";

interface QueryOptions {
  readonly plan?: string;
}

async function questionFrom(context: CliContext, path: string): Promise<unknown> {
  const { content } = await readInput(context, path);
  const parsed = parseBody(typeof content === "string" ? content : new TextDecoder().decode(content));
  if ("value" in parsed) return parsed.value;
  throw new CliFailure(context.t("query.notJson", { path: `${path}:${parsed.line}:${parsed.column}` }));
}

async function print(context: CliContext, answer: Answer): Promise<void> {
  for (const line of answerLines(answer, context)) await printLine(context, line);
  note(context, "");
  for (const line of statementLines(answer, context)) note(context, line);
}

async function run(context: CliContext, path: string, options: QueryOptions & CommonOptions): Promise<ExitCode> {
  const question = await questionFrom(context, path);
  const slug = options.plan ?? (await onlyProject(context));
  const answer = await askQuestion(context, slug, question);
  if (options.json === true) await printJson(context, answer);
  else await print(context, answer);
  return 0;
}

export function addQuery(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], QueryOptions>(
    "query",
    t("query.about"),
    (command) => command.argument("<question>", t("query.question")).option("--plan <slug>", t("query.plan")),
    ([path], options) => run(context, path, options),
  );
}
