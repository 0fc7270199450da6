/** The command line in this repository: every command, those of the operator included. */

import { addOperator } from "./commands/operator.ts";
import { addWorkspaceArchive } from "./commands/workspace-archive.ts";
import { COMMANDS } from "./commands.ts";
import { runTerminal } from "./terminal.ts";

await runTerminal([...COMMANDS, addOperator, addWorkspaceArchive]);
