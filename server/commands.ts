/** What the command line may ask of the running process over the data folder's socket. */

import { z } from "zod";
import { resetPassword } from "../lib/access/one-time-link.ts";
import { exportToFile, importFromFile } from "../lib/archive/archive-file.ts";
import { backUp } from "../lib/store/backup.ts";
import type { Commands } from "../lib/store/control-socket.ts";
import type { DataDir } from "../lib/store/data-dir.ts";
import { version } from "./version.ts";

const backupInput = z.object({ target: z.string().min(1) });
const resetInput = z.object({ email: z.string().min(1) });

const exportInput = z.object({ slug: z.string().min(1), file: z.string().min(1), events: z.boolean() });
const importInput = z.object({ file: z.string().min(1), owner: z.string().optional() });

/** `backup` answers the manifest, `reset-password` the one-time address, the archive's two what they did. */
export function operatorCommands(dataDir: DataDir, publicUrl: string): Commands {
  return {
    backup: async (input) => backUp(dataDir, backupInput.parse(input).target),
    "workspace-export": async (input, asker) =>
      exportToFile({ ...exportInput.parse(input), product: version() }, asker),
    "workspace-import": async (input, asker) =>
      importFromFile({ ...importInput.parse(input), dataDir: dataDir.path }, asker),
    "reset-password": async (input) => {
      const link = await resetPassword(resetInput.parse(input).email);
      return { url: `${publicUrl}${link.path}`, expiresAt: link.expiresAt.toISOString() };
    },
  };
}
