/** `gabarit load`: the rows of a file as calls of a plan, each with its verdict; with a write key they are sent as well. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { JsonRecord } from "../../lib/ingest/call.ts";
import type { RowFate } from "../../lib/ingest/loaded-rows.ts";
import { isRecord } from "../../lib/ingest/read-call.ts";
import { onlyVersion } from "../../lib/ingest/validate.ts";
import { verdictLine } from "../../lib/ingest/verdict-line.ts";
import { MAPPING_NAME, type Mapping, mappingSchema } from "../../lib/intake/mapping.ts";
import { mappingProblemText } from "../../lib/intake/problem-text.ts";
import { type RowProblem, type RowResult, rowReader } from "../../lib/intake/row-call.ts";
import { type FileRow, readFileRows } from "../../lib/intake/table-rows.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { LineWriter, parseLine } from "../lines.ts";
import { note, readInput } from "../output.ts";
import { loadPublished, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { BATCH_BYTES_MAX } from "../send-batches.ts";
import { postRows, type Receiver } from "../send-post.ts";
import { fetchMapping, serverUrl } from "../server-api.ts";

interface LoadOptions {
  readonly mapping: string;
  readonly source: string;
  readonly writeKey?: string;
  readonly url?: string;
}

/** Rows of one request: the server looks up all of them at once. */
const ROWS_MAX = 1_000;

type Thereness = "already_there" | "differs";

function isThere(fate: RowFate): fate is Thereness {
  return fate === "already_there" || fate === "differs";
}

type Outcome = RowFate | "refused" | "passed_over";

/** The mapping of a file, or the one of that name that the project of PLAN has in force. */
async function mappingFrom(context: CliContext, plan: string, given: string): Promise<Mapping> {
  const { t, io } = context;
  const reference = parseReference(context, plan);
  if (!existsSync(resolve(io.cwd, given)) && MAPPING_NAME.test(given) && "slug" in reference) {
    const { approved } = await fetchMapping(context, reference.slug, given);
    if (approved === null) throw new CliFailure(t("load.notApproved", { name: given }));
    return approved;
  }
  const { content } = await readInput(context, given);
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  const parsed = mappingSchema.safeParse(parseLine(text)?.value);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path: place, message }) => `/${place.join("/")}: ${message}`);
  throw new CliFailure(t("load.badMapping", { path: given }), details);
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

interface Judged {
  readonly line: number;
  readonly call: JsonRecord;
  /** The verdict on it, as it is written. */
  readonly told: ReturnType<typeof verdictLine>;
}

/**
 * Calls on their way to the server, as many at a time as one request takes; none go anywhere without a write key. Each is
 * told of once it is known what became of it.
 */
class Outgoing {
  private waiting: { readonly judged: Judged; readonly text: string }[] = [];
  private bytes = 0;
  /** Contents of the rows so far, by message id: the server may not have stored the first when the second comes. */
  private readonly contents = new Map<string, unknown>();
  sent = 0;
  /** Larger by themselves than the server takes. */
  left = 0;

  constructor(
    private readonly context: CliContext,
    private readonly to: Receiver | undefined,
    private readonly tell: (judged: Judged, fate: RowFate) => void,
  ) {}

  /** What became of a row whose key stood in this file before; undefined for the first. */
  private repeated({ messageId, context }: JsonRecord): RowFate | undefined {
    const content = isRecord(context) ? context.row : undefined;
    const id = String(messageId);
    if (!this.contents.has(id)) {
      this.contents.set(id, content);
      return undefined;
    }
    return this.contents.get(id) === content ? "already_there" : "differs";
  }

  /** No row waits for an answer. */
  get isIdle(): boolean {
    return this.waiting.length === 0;
  }

  async add(judged: Judged): Promise<void> {
    const repeated = this.repeated(judged.call);
    if (repeated !== undefined || this.to === undefined) return this.tell(judged, repeated ?? judged.told.verdict);
    const text = JSON.stringify(judged.call);
    const length = Buffer.byteLength(text) + 1;
    if (this.waiting.length >= ROWS_MAX || this.bytes + length > BATCH_BYTES_MAX) await this.flush();
    this.waiting.push({ judged, text });
    this.bytes += length;
  }

  async flush(): Promise<void> {
    const { waiting, to } = this;
    this.waiting = [];
    this.bytes = 0;
    if (to === undefined || waiting.length === 0) return;
    const texts = waiting.map(({ text }) => text);
    const fates = await postRows(this.context, to, texts);
    for (const [index, { judged }] of waiting.entries()) {
      const fate = fates === "too_large" ? judged.told.verdict : (fates[index] ?? judged.told.verdict);
      if (fates === "too_large") this.left += 1;
      else if (!isThere(fate)) this.sent += 1;
      this.tell(judged, fate);
    }
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
  const mapping = await mappingFrom(context, plan, options.mapping);
  const published = await loadPublished(context, plan);
  const versions = onlyVersion(published);
  const reader = rowReader(published.plan, mapping, source);
  if (!reader.ok) {
    const details = reader.problems.map((problem) => mappingProblemText(problem)[language]);
    throw new CliFailure(t("load.badMapping", { path: options.mapping }), details);
  }
  const file = await readFileRows(await readInput(context, path));
  if (!file.ok) throw new CliFailure(file.message[language] ?? path);

  const out = new LineWriter(context);
  const counts: Record<Outcome, number> = {
    ...{ conformant: 0, violating: 0, unplanned: 0, malformed: 0 },
    ...{ already_there: 0, differs: 0, refused: 0, passed_over: 0 },
  };
  const lines: { readonly line: number; readonly text: string }[] = [];
  const tell = (outcome: Outcome, line: number, said: object): void => {
    counts[outcome] += 1;
    lines.push({ line, text: JSON.stringify(said) });
  };
  /** In the order of the file: what is known of a row at once waits for the answers on those before it. */
  const write = async (): Promise<void> => {
    for (const { text } of lines.splice(0).sort((a, b) => a.line - b.line)) await out.write(text);
  };
  const outgoing = new Outgoing(context, to, ({ line, told: verdict }, fate) =>
    tell(fate, line, isThere(fate) ? { line, verdict: fate } : verdict),
  );
  const read = async ({ line, row }: FileRow): Promise<void> => {
    const result: RowResult | undefined = row === undefined ? undefined : reader.read(row);
    if (result?.kind === "passed_over") {
      counts.passed_over += 1;
      return;
    }
    if (result?.kind === "call") {
      const verdict = verdictLine(line, JSON.stringify(result.call), versions, { language, sourceSlug: source });
      return outgoing.add({ line, call: result.call, told: verdict });
    }
    const reason = result === undefined ? t("load.notObject") : rowText(context, result.problem);
    tell("refused", line, { line, verdict: "refused", reason });
  };
  const bar = progressBar(context, t("load.progress"));
  for (const [index, row] of file.rows.entries()) {
    await read(row);
    if (outgoing.isIdle) await write();
    bar.update(index + 1, file.rows.length);
  }
  await outgoing.flush();
  bar.end();
  await write();
  await out.end();
  const { passed_over: passed, already_there: there, ...verdicts } = counts;
  const summary = { rows: file.rows.length, ...verdicts, there, passed, sent: outgoing.sent, left: outgoing.left };
  note(context, options.json === true ? JSON.stringify(summary) : t("load.summary", summary));
  return counts.conformant + there + passed === file.rows.length && outgoing.left === 0 ? 0 : 1;
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
        .requiredOption("--mapping <mapping>", t("load.mapping"))
        .requiredOption("--source <slug>", t("load.source"))
        .option("--write-key <key>", t("load.writeKey"))
        .option("--url <address>", t("send.url")),
    (args, options) => load(frame.context, args, options),
  );
}
