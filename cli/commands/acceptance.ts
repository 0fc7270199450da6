/** `gabarit acceptance`: waits until every planned event of a source was received and conforms, or checks a signed result. */

import { setTimeout as sleep } from "node:timers/promises";
import { verifySigned } from "../../lib/acceptance/statement.ts";
import {
  cancelAcceptance,
  type FollowedView,
  fetchAcceptance,
  fetchSigned,
  type RunRequest,
  signAcceptance,
  startAcceptance,
} from "../acceptance-api.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine, readInput, writeOutput } from "../output.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { onlyProject } from "../server-api.ts";

interface AcceptanceOptions {
  readonly plan?: string;
  readonly source?: string;
  readonly user?: string;
  readonly device?: string;
  readonly events: string;
  readonly at?: string;
  readonly release?: string;
  readonly timeout: string;
  readonly name: string;
  readonly role?: string;
  readonly note?: string;
  readonly out?: string;
  readonly verify?: string;
  readonly key?: string;
}

const FOLLOW_MS = 1_000;

function whoOf({ user, device }: AcceptanceOptions): RunRequest["who"] {
  if (user !== undefined) return { kind: "user", id: user };
  return device === undefined ? { kind: "first" } : { kind: "device", id: device };
}

function scopeOf(events: string): RunRequest["scope"] {
  return events === "planned" || events === "critical" ? { kind: events } : { kind: "journey", journeyId: events };
}

function secondsOf({ t }: CliContext, text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1) throw new CliFailure(t("acceptance.badTimeout", { text }));
  return seconds;
}

/** The run once it has passed or its time is up; interrupting the command gives the run up. */
async function waited(context: CliContext, slug: string, id: string, seconds: number): Promise<FollowedView> {
  const bar = progressBar(context, context.t("acceptance.waiting"));
  const stop = (): void => void cancelAcceptance(context, slug, id).catch(() => undefined);
  const end = Date.now() + seconds * 1000;
  process.once("SIGINT", stop);
  try {
    for (;;) {
      const view = await fetchAcceptance(context, slug, id);
      bar.update(view.counts.conformant + view.counts.aside, view.counts.total);
      const isOpen = view.run.state === "running" || view.run.state === "paused";
      if (view.passed || !isOpen || Date.now() >= end) return view;
      await sleep(Math.min(FOLLOW_MS, Math.max(0, end - Date.now())));
    }
  } finally {
    process.off("SIGINT", stop);
    bar.end();
  }
}

async function print(context: CliContext, { counts, items, others }: FollowedView): Promise<void> {
  const { t, language } = context;
  await printLine(context, t("acceptance.summary", { ...counts }));
  for (const { name, state, faults } of items.filter(({ aside }) => aside === undefined)) {
    if (state === "missing") await printLine(context, `  ${t("acceptance.missing", { name })}`);
    if (state !== "fault") continue;
    const told = faults[0]?.violations.map(({ message }) => message[language]).join(" ") ?? "";
    await printLine(context, `  ${t("acceptance.fault", { name, told })}`);
  }
  for (const { name, count } of others.filter(({ planned }) => !planned))
    note(context, `  ${t("acceptance.unplanned", { name, count })}`);
}

async function run(context: CliContext, options: AcceptanceOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { source, at, release } = options;
  if (source === undefined) throw new CliFailure(t("acceptance.needsSource"));
  const seconds = secondsOf(context, options.timeout);
  const slug = options.plan ?? (await onlyProject(context));
  const id = await startAcceptance(context, slug, {
    ...{ source, who: whoOf(options), scope: scopeOf(options.events) },
    ...(at === undefined ? {} : { at }),
    ...(release === undefined ? {} : { release }),
  });
  note(context, t("acceptance.started", { id, source }));
  const view = await waited(context, slug, id, seconds);
  if (view.run.state === "cancelled") throw new CliFailure(t("acceptance.cancelled"));
  const { name, role = "", note: remark = "" } = options;
  await signAcceptance(context, slug, id, { name, role, note: remark });
  if (options.out !== undefined)
    await writeOutput(context, options.out, `${JSON.stringify(await fetchSigned(context, slug, id))}\n`);
  if (options.json === true) await printJson(context, view);
  else await print(context, view);
  return view.passed ? 0 : 1;
}

/** Status 1 for a result that is not as it was signed, by the key it should be signed with, or that has not passed. */
async function check(context: CliContext, path: string, options: AcceptanceOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const text = async (from: string) => {
    const { content } = await readInput(context, from);
    return typeof content === "string" ? content : new TextDecoder().decode(content);
  };
  const key = options.key === undefined ? undefined : await text(options.key);
  const found = verifySigned(await text(path), key);
  if (options.json === true) await printJson(context, found);
  if (!found.valid) {
    note(context, t(`acceptance.why.${found.why}`));
    return 1;
  }
  const { statement, keyId } = found;
  const { source, release, outcome, counts, signedBy } = statement;
  const { conformant, total } = counts;
  if (found.trusted === false) note(context, t("acceptance.otherKey", { id: keyId }));
  else if (found.trusted === undefined) note(context, t("acceptance.anyKey", { id: keyId }));
  if (options.json !== true)
    await printLine(
      context,
      t("acceptance.told", { source: source.name, release, outcome, conformant, total, name: signedBy.name }),
    );
  return found.trusted === false || outcome !== "passed" ? 1 : 0;
}

export function addAcceptance(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[], AcceptanceOptions>(
    "acceptance",
    t("acceptance.about"),
    (command) =>
      command
        .option("--source <slug>", t("acceptance.source"))
        .option("--user <id>", t("acceptance.user"))
        .option("--device <id>", t("acceptance.device"))
        .option("--events <which>", t("acceptance.events"), "planned")
        .option("--at <version>", t("acceptance.at"))
        .option("--release <name>", t("acceptance.release"))
        .option("--timeout <seconds>", t("acceptance.timeout"), "120")
        .option("--name <name>", t("acceptance.name"), "CI")
        .option("--role <role>", t("acceptance.role"))
        .option("--note <text>", t("acceptance.note"))
        .option("--out <file>", t("acceptance.out"))
        .option("--plan <slug>", t("acceptance.plan"))
        .option("--verify <file>", t("acceptance.verify"))
        .option("--key <file>", t("acceptance.key")),
    (_, options) => (options.verify === undefined ? run(context, options) : check(context, options.verify, options)),
  );
}
