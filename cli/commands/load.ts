/** `gabarit load`: the rows of a file as calls of a plan, each with its verdict; with a write key they are sent as well. */

import { onlyVersion } from "../../lib/ingest/validate.ts";
import { verdictLine } from "../../lib/ingest/verdict-line.ts";
import { type Mapping, mappingSchema } from "../../lib/intake/mapping.ts";
import { type MappingProblem, type RowProblem, type RowResult, rowReader } from "../../lib/intake/row-call.ts";
import { type FileRow, readFileRows } from "../../lib/intake/table-rows.ts";
import type { Verdict } from "../../lib/violation/violation.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { LineWriter, parseLine } from "../lines.ts";
import { note, readInput } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { BATCH_BYTES_MAX } from "../send-batches.ts";
import { postBatch } from "../send-post.ts";
import { serverUrl } from "../server-api.ts";

interface LoadOptions {
  readonly mapping: string;
  readonly source: string;
  readonly writeKey?: string;
  readonly url?: string;
}

const BATCH_SIZE = 100;

type Outcome = Verdict | "refused" | "passed_over";

async function mappingFrom(context: CliContext, path: string): Promise<Mapping> {
  const { content } = await readInput(context, path);
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  const parsed = mappingSchema.safeParse(parseLine(text)?.value);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path: place, message }) => `/${place.join("/")}: ${message}`);
  throw new CliFailure(context.t("load.badMapping", { path }), details);
}

function mappingText({ t }: CliContext, problem: MappingProblem): string {
  switch (problem.code) {
    case "event_unknown":
      return t("load.eventUnknown", { id: problem.id });
    case "group_type_unknown":
      return t("load.groupTypeUnknown", { id: problem.id });
    case "property_unknown":
      return t("load.propertyUnknown", { id: problem.id });
    case "property_twice":
      return t("load.propertyTwice", { id: problem.id });
    case "nobody":
      return t("load.aboutNobody");
  }
}

function rowText({ t }: CliContext, problem: RowProblem): string {
  const { field } = problem;
  switch (problem.code) {
    case "key_missing":
      return t("load.keyMissing", { field });
    case "time_missing":
      return t("load.timeMissing", { field });
    case "time_unreadable":
      return t("load.timeUnreadable", { field, found: problem.found });
    case "decimal_ambiguous":
      return t("load.decimalAmbiguous", { field, found: problem.found });
    case "nobody":
      return t("load.nobody", { field });
  }
}

/** Calls on their way to the server, as many at a time as one request takes; none go anywhere without a write key. */
class Outgoing {
  private messages: string[] = [];
  private bytes = 0;
  sent = 0;
  /** Larger by themselves than the server takes. */
  left = 0;

  constructor(
    private readonly context: CliContext,
    private readonly to: { readonly url: string; readonly writeKey: string } | undefined,
  ) {}

  async add(text: string): Promise<void> {
    const length = Buffer.byteLength(text) + 1;
    if (this.messages.length >= BATCH_SIZE || this.bytes + length > BATCH_BYTES_MAX) await this.flush();
    this.messages.push(text);
    this.bytes += length;
  }

  async flush(): Promise<void> {
    const { messages, to } = this;
    this.messages = [];
    this.bytes = 0;
    if (to === undefined || messages.length === 0) return;
    const outcome = await postBatch(this.context, to.url, to.writeKey, messages);
    if (outcome === "taken") this.sent += messages.length;
    else this.left += messages.length;
  }
}

async function load(
  context: CliContext,
  [plan, path]: readonly [string, string],
  options: LoadOptions & CommonOptions,
): Promise<ExitCode> {
  const { t, language } = context;
  const { writeKey, source } = options;
  const to = writeKey === undefined ? undefined : { url: serverUrl(context, options.url), writeKey };
  const mapping = await mappingFrom(context, options.mapping);
  const published = await loadPublished(context, plan);
  const versions = onlyVersion(published);
  const reader = rowReader(published.plan, mapping, source);
  if (!reader.ok) {
    const details = reader.problems.map((problem) => mappingText(context, problem));
    throw new CliFailure(t("load.badMapping", { path: options.mapping }), details);
  }
  const file = await readFileRows(await readInput(context, path));
  if (!file.ok) throw new CliFailure(file.message[language] ?? path);

  const out = new LineWriter(context);
  const outgoing = new Outgoing(context, to);
  const counts: Record<Outcome, number> = {
    conformant: 0,
    violating: 0,
    unplanned: 0,
    malformed: 0,
    refused: 0,
    passed_over: 0,
  };
  const outcomeOf = async ({ line, row }: FileRow): Promise<Outcome> => {
    const result: RowResult | undefined = row === undefined ? undefined : reader.read(row);
    if (result?.kind === "passed_over") return "passed_over";
    if (result?.kind === "call") {
      const text = JSON.stringify(result.call);
      const judged = verdictLine(line, text, versions, { language, sourceSlug: source });
      await out.write(JSON.stringify(judged));
      await outgoing.add(text);
      return judged.verdict;
    }
    const reason = result === undefined ? t("load.notObject") : rowText(context, result.problem);
    await out.write(JSON.stringify({ line, verdict: "refused", reason }));
    return "refused";
  };
  const bar = progressBar(context, t("load.progress"));
  for (const [index, row] of file.rows.entries()) {
    counts[await outcomeOf(row)] += 1;
    bar.update(index + 1, file.rows.length);
  }
  await outgoing.flush();
  bar.end();
  await out.end();
  const { passed_over: passed, ...told } = counts;
  const summary = { rows: file.rows.length, ...told, passed, sent: outgoing.sent, left: outgoing.left };
  note(context, options.json === true ? JSON.stringify(summary) : t("load.summary", summary));
  return counts.conformant + passed === file.rows.length && outgoing.left === 0 ? 0 : 1;
}

export function addLoad(frame: CommandFrame): void {
  const { t } = frame.context;
  frame.add<[string, string], LoadOptions>(
    "load",
    t("load.about"),
    (command) =>
      command
        .argument("<plan>", t("common.planOrVersion"))
        .argument("<file>", t("load.file"))
        .requiredOption("--mapping <file>", t("load.mapping"))
        .requiredOption("--source <slug>", t("load.source"))
        .option("--write-key <key>", t("load.writeKey"))
        .option("--url <address>", t("send.url")),
    (args, options) => load(frame.context, args, options),
  );
}
