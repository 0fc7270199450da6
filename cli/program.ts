/** The frame of the command line: one way to add a command, help and usage errors in two languages, exit codes. */

import { Command, CommanderError, Option } from "commander";
import { isUserError } from "../lib/base/error.ts";
import { isStartRefusal } from "../lib/base/start-refusal.ts";
import { type CliContext, CliFailure, type CliIo, contextFor, type ExitCode, languageOf } from "./context.ts";

export interface CommonOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** Adds one command to the program. */
export type AddCommand = (program: CommandFrame) => void;

/** A command that is there, and read when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly about: Parameters<CliContext["t"]>[0];
  readonly load: () => Promise<AddCommand>;
}

const HELP_WORDS = ["Usage:", "Arguments:", "Options:", "Commands:", "Global Options:"] as const;
const HELP_KEYS = {
  "Usage:": "help.usage",
  "Arguments:": "help.arguments",
  "Options:": "help.options",
  "Commands:": "help.commands",
  "Global Options:": "help.options",
} as const satisfies Record<(typeof HELP_WORDS)[number], string>;

/** Runs one command to its exit code. */
type Run<A extends readonly unknown[], O> = (args: A, options: O & CommonOptions) => Promise<ExitCode>;

export class CommandFrame {
  exitCode: ExitCode = 0;

  constructor(
    readonly context: CliContext,
    readonly root: Command,
  ) {
    this.dress(root);
    root
      .description(context.t("about"))
      .helpCommand(false)
      .version(VERSION, "-V, --version", context.t("help.version"));
  }

  private dress(command: Command): Command {
    const { t, io } = this.context;
    return command
      .exitOverride()
      .showHelpAfterError(false)
      .helpOption("-h, --help", t("help.help"))
      .configureOutput({
        writeOut: (text) => void io.stdout(text),
        writeErr: io.stderr,
        outputError: () => {},
        getOutHelpWidth: () => 100,
      })
      .configureHelp({
        styleTitle: (title) => (title in HELP_KEYS ? t(HELP_KEYS[title as keyof typeof HELP_KEYS]) : title),
        optionDescription: (option: Option) => this.optionHelp(option),
        subcommandTerm: (sub: Command) => sub.name(),
        commandUsage: usageOf,
      });
  }

  private optionHelp(option: Option): string {
    const { t } = this.context;
    const choices = option.argChoices === undefined ? "" : ` (${option.argChoices.join(", ")})`;
    const byDefault =
      option.defaultValue === undefined ? "" : ` (${t("help.default", { value: String(option.defaultValue) })})`;
    return `${option.description}${choices}${byDefault}`;
  }

  /** `configure` adds arguments and options; every command also takes --json, --lang and --help. */
  add<A extends readonly unknown[], O>(
    name: string,
    about: string,
    configure: (command: Command) => Command,
    run: Run<A, O>,
  ): void {
    const { t } = this.context;
    const command = configure(this.dress(new Command(name).description(about)));
    command
      .option("--json", t("help.json"))
      .addOption(new Option("--lang <language>", t("help.lang")).choices(["en", "fr"]))
      .action(async (...given: unknown[]) => {
        const [options, args] = [given.at(-2) as O & CommonOptions, given.slice(0, -2) as unknown as A];
        this.exitCode = await this.guarded(() => run(args, options), options.json === true);
      });
    this.root.addCommand(command);
  }

  /** For the list of commands. */
  announce({ name, about }: CommandEntry): void {
    this.root.addCommand(this.dress(new Command(name).description(this.context.t(about))));
  }

  private async guarded(run: () => Promise<ExitCode>, json: boolean): Promise<ExitCode> {
    try {
      return await run();
    } catch (error) {
      const failure = asFailure(error, this.context);
      if (json)
        await this.context.io.stdout(
          `${JSON.stringify({ error: { message: failure.message, details: failure.details, ...failure.data } })}\n`,
        );
      else
        this.context.io.stderr(
          [`gabarit: ${failure.message}`, ...failure.details.map((line) => `  ${line}`), ""].join("\n"),
        );
      return 2;
    }
  }
}

export const VERSION = "0.1.0";

function usageOf(command: Command): string {
  const names = [command.name()];
  for (let parent = command.parent; parent !== null; parent = parent.parent) names.unshift(parent.name());
  const terms = command.registeredArguments.map((argument) => {
    const word = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${word}>` : `[${word}]`;
  });
  return [...names, ...(command.commands.length > 0 ? ["<command>"] : []), ...terms, "[options]"].join(" ");
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

const SYSTEM_SENTENCES: Readonly<Partial<Record<string, "error.noFile" | "error.noAccess" | "error.isFolder">>> = {
  ENOENT: "error.noFile",
  EACCES: "error.noAccess",
  EISDIR: "error.isFolder",
};

/** Any failure as one sentence; what we did not foresee says so, without a stack. */
function asFailure(error: unknown, { t, language }: CliContext): CliFailure {
  if (error instanceof CliFailure) return error;
  if (isUserError(error)) {
    const alone = error.fields.length === 1;
    const lines = error.fields.map((field) => (alone ? field[language] : `${field.path} ${field[language]}`.trim()));
    return new CliFailure(lines[0] ?? error.message, lines.slice(1), { code: error.code });
  }
  if (isStartRefusal(error)) return new CliFailure(error.message);
  if (isSystemError(error)) {
    const path = error.path ?? "";
    const key = SYSTEM_SENTENCES[error.code ?? ""];
    return new CliFailure(key === undefined ? t("error.io", { path, code: error.code ?? "" }) : t(key, { path }), [], {
      code: error.code,
    });
  }
  return new CliFailure(t("error.internal", { message: error instanceof Error ? error.message : String(error) }));
}

function usageError(error: CommanderError, { t }: CliContext, command: string): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const name = quoted.replace(/ <.*$/, "");
  switch (error.code) {
    case "commander.unknownOption":
      return t("error.unknownOption", { name });
    case "commander.unknownCommand":
      return t("error.unknownCommand", { name });
    case "commander.missingArgument":
      return t("error.missingArgument", { name });
    case "commander.optionMissingArgument":
      return t("error.missingValue", { name });
    case "commander.missingMandatoryOptionValue":
      return t("error.missingOption", { name });
    case "commander.excessArguments":
      return t("error.tooMany", { command });
    case "commander.invalidArgument":
      return t("error.invalidValue", {
        name,
        detail: /It should be|Allowed choices are (.*)\.$/.exec(error.message)?.[1] ?? "",
      });
    default:
      return error.message.replace(/^error: /, "");
  }
}

/** Runs the command line given as words after the program's name. */
export async function runProgram(
  args: readonly string[],
  io: CliIo,
  commands: readonly CommandEntry[],
): Promise<ExitCode> {
  const context = contextFor(io, languageOf(args));
  const root = new Command("gabarit").enablePositionalOptions();
  root.addOption(new Option("--lang <language>", context.t("help.lang")).choices(["en", "fr"]));
  const frame = new CommandFrame(context, root);
  const asked = args.find((arg, at) => !arg.startsWith("-") && args[at - 1] !== "--lang");
  const called = commands.find(({ name }) => name === asked);
  if (called === undefined) for (const command of commands) frame.announce(command);
  else (await called.load())(frame);
  // `--lang` before the command's name is taken here; what is left is the command's own.
  if (args.length === 0) {
    io.stderr(root.helpInformation());
    return 2;
  }
  try {
    await root.parseAsync([...args], { from: "user" });
    return frame.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const isKnown = error.code !== "commander.unknownCommand";
    const [command = ""] = isKnown ? args.filter((arg) => !arg.startsWith("-")) : [];
    io.stderr(
      `gabarit: ${usageError(error, context, command)}\n${context.t("error.seeHelp", { command: `gabarit ${command}`.trim() })}\n`,
    );
    return 2;
  }
}
