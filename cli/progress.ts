/** A progress bar on stderr, on terminals only. */

import type { CliContext } from "./context.ts";

const WIDTH = 24;
const EVERY_MS = 100;

export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

export function progressBar(context: CliContext, label: string): Progress {
  const { io, format } = context;
  if (!io.stderrIsTerminal) return { update: () => {}, end: () => {} };
  let drawnAt = 0;
  let drawn = false;
  return {
    update(done, total) {
      const now = Date.now();
      if (now - drawnAt < EVERY_MS && done < total) return;
      drawnAt = now;
      drawn = true;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const filled = Math.round(share * WIDTH);
      const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
      io.stderr(`\r${label} ${bar} ${format.number(share, { style: "percent" })}\u001b[K`);
    },
    end() {
      if (drawn) io.stderr("\r\u001b[K");
    },
  };
}
