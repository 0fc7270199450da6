/** The command line in this repository: every command, those of the operator included. */

import { COMMANDS } from "./commands.ts";
import { OPERATOR_COMMANDS } from "./operator-commands.ts";
import { runTerminal } from "./terminal.ts";

await runTerminal([...COMMANDS, ...OPERATOR_COMMANDS]);
