/** The commands that work anywhere: on plan files, or against a server. Each is read when it is called. */

import type { CommandEntry } from "./program.ts";

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "import",
    about: "import.about",
    load: async () => (await import("./commands/import.ts")).addImport,
  },
  {
    name: "export",
    about: "export.about",
    load: async () => (await import("./commands/export.ts")).addExport,
  },
  {
    name: "lint",
    about: "lint.about",
    load: async () => (await import("./commands/lint.ts")).addLint,
  },
  {
    name: "diff",
    about: "diff.about",
    load: async () => (await import("./commands/diff.ts")).addDiff,
  },
  {
    name: "schema",
    about: "schema.about",
    load: async () => (await import("./commands/schema.ts")).addSchema,
  },
  {
    name: "generate",
    about: "generate.about",
    load: async () => (await import("./commands/generate.ts")).addGenerate,
  },
  {
    name: "validate",
    about: "validate.about",
    load: async () => (await import("./commands/validate.ts")).addValidate,
  },
  {
    name: "audit",
    about: "audit.about",
    load: async () => (await import("./commands/audit.ts")).addAudit,
  },
  {
    name: "status",
    about: "status.about",
    load: async () => (await import("./commands/status.ts")).addStatus,
  },
  {
    name: "send",
    about: "send.about",
    load: async () => (await import("./commands/send.ts")).addSend,
  },
  {
    name: "load",
    about: "load.about",
    load: async () => (await import("./commands/load.ts")).addLoad,
  },
  {
    name: "query",
    about: "query.about",
    load: async () => (await import("./commands/query.ts")).addQuery,
  },
  {
    name: "backtest",
    about: "backtest.about",
    load: async () => (await import("./commands/backtest.ts")).addBacktest,
  },
  {
    name: "replay",
    about: "replay.about",
    load: async () => (await import("./commands/replay.ts")).addReplay,
  },
  {
    name: "acceptance",
    about: "acceptance.about",
    load: async () => (await import("./commands/acceptance.ts")).addAcceptance,
  },
  {
    name: "erase",
    about: "erase.about",
    load: async () => (await import("./commands/erase.ts")).addErase,
  },
  {
    name: "pull",
    about: "pull.about",
    load: async () => (await import("./commands/pull.ts")).addPull,
  },
  {
    name: "push",
    about: "push.about",
    load: async () => (await import("./commands/push.ts")).addPush,
  },
  {
    name: "publish",
    about: "publish.about",
    load: async () => (await import("./commands/publish.ts")).addPublish,
  },
];
