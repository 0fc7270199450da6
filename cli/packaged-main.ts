/** The command line as a package of its own: no database driver, no page. */

import { COMMANDS } from "./commands.ts";
import { runTerminal } from "./terminal.ts";

void runTerminal(COMMANDS);
