/** The commands that work anywhere: on plan files, or against a server. */

import { addBacktest } from "./commands/backtest.ts";
import { addDiff } from "./commands/diff.ts";
import { addExport } from "./commands/export.ts";
import { addGenerate } from "./commands/generate.ts";
import { addImport } from "./commands/import.ts";
import { addLint } from "./commands/lint.ts";
import { addPublish } from "./commands/publish.ts";
import { addPull } from "./commands/pull.ts";
import { addPush } from "./commands/push.ts";
import { addQuery } from "./commands/query.ts";
import { addSchema } from "./commands/schema.ts";
import { addSend } from "./commands/send.ts";
import { addValidate } from "./commands/validate.ts";
import type { AddCommand } from "./program.ts";

export const COMMANDS: readonly AddCommand[] = [
  addImport,
  addExport,
  addLint,
  addDiff,
  addSchema,
  addGenerate,
  addValidate,
  addSend,
  addQuery,
  addBacktest,
  addPull,
  addPush,
  addPublish,
];
