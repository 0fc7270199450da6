/** The commands of whoever runs the installation, in this repository alone. */

import type { CommandEntry } from "./program.ts";

const operator = async () => (await import("./commands/operator.ts")).addOperator;
const archive = async () => (await import("./commands/workspace-archive.ts")).addWorkspaceArchive;

export const OPERATOR_COMMANDS: readonly CommandEntry[] = [
  { name: "backup", about: "backup.about", load: operator },
  { name: "restore", about: "restore.about", load: operator },
  { name: "reset-password", about: "reset.about", load: operator },
  { name: "workspace-export", about: "workspaceExport.about", load: archive },
  { name: "workspace-import", about: "workspaceImport.about", load: archive },
];
