/** What the command line may ask of the running process over the data folder's socket. */

import { z } from "zod";
import { resetPassword } from "../lib/access/one-time-link.ts";
import { backUp } from "../lib/store/backup.ts";
import type { Commands } from "../lib/store/control-socket.ts";
import type { DataDir } from "../lib/store/data-dir.ts";

const backupInput = z.object({ target: z.string().min(1) });
const resetInput = z.object({ email: z.string().min(1) });

/** `backup` answers the manifest, `reset-password` the one-time address. */
export function operatorCommands(dataDir: DataDir, publicUrl: string): Commands {
  return {
    backup: async (input) => backUp(dataDir, backupInput.parse(input).target),
    "reset-password": async (input) => {
      const link = await resetPassword(resetInput.parse(input).email);
      return { url: `${publicUrl}${link.path}`, expiresAt: link.expiresAt.toISOString() };
    },
  };
}
