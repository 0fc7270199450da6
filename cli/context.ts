/** What every command gets: the language, the texts, where to write. Tests give their own. */

import { type Formatter, formatterOf } from "../lib/i18n/translate.ts";
import { translator } from "../lib/i18n/translator.ts";
import type { Language } from "../lib/plan/plan.ts";

/** 0 fine, 1 findings or violations, 2 usage or input and output. */
export type ExitCode = 0 | 1 | 2;

export interface CliIo {
  /** Resolves once the text is taken, so that a slow reader slows the writer. */
  readonly stdout: (text: string | Uint8Array) => Promise<void>;
  readonly stderr: (text: string) => void;
  readonly stdin: NodeJS.ReadableStream;
  /** Questions are asked of people only. */
  readonly stdinIsTerminal?: boolean;
  /** Progress bars and colours are for terminals. */
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly cwd: string;
  readonly server: { readonly url?: string | undefined; readonly token?: string | undefined };
}

type CliText = ReturnType<typeof translator<"cli">>;

export interface CliContext {
  readonly io: CliIo;
  readonly language: Language;
  readonly t: CliText;
  readonly format: Formatter;
}

export function contextFor(io: CliIo, language: Language): CliContext {
  return { io, language, t: translator(language, "cli"), format: formatterOf(language) };
}

/** A mistake of whoever called, in their language; ends with status 2. `details` are further lines. */
export class CliFailure extends Error {
  constructor(
    message: string,
    readonly details: readonly string[] = [],
    /** The same for programs, printed by --json. */
    readonly data: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "CliFailure";
  }
}

/** The language asked for, read before the command line is parsed so that help and errors speak it. */
export function languageOf(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const written = at < 0 ? undefined : (args[at]?.split("=")[1] ?? args[at + 1]);
  return written === "fr" ? "fr" : "en";
}
