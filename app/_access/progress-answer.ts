import { isUserError } from "../../lib/base/error.ts";
import { log } from "../../lib/base/log.ts";
import type { Waiting } from "../../lib/base/waiting.ts";
import type { Language } from "../../lib/plan/plan.ts";
import type { ProgressLine } from "../_ui/progress-lines.ts";
import { refusalTexts } from "./refusal-text.ts";

const EVERY_MS = 200;

/** Work that takes a while, answered line by line: how far it is, then what came of it. Whoever stops reading stops it. */
export function progressAnswer<T>(language: Language, work: (waiting: Waiting) => Promise<T>): Response {
  const left = new AbortController();
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      let toldAt = 0;
      const tell = (line: ProgressLine<T>) => {
        if (!left.signal.aborted) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
      };
      const onShare = (share: number) => {
        if (Date.now() - toldAt < EVERY_MS) return;
        toldAt = Date.now();
        tell({ share });
      };
      // Not waited for: what is told meanwhile reaches whoever reads.
      void work({ onShare, signal: left.signal })
        .then((done) => tell({ done }))
        .catch((error: unknown) => {
          if (!isUserError(error))
            log().error({ origin: "progress", err: error }, "work that somebody waited for failed");
          tell({ refused: isUserError(error) ? refusalTexts(error, language).join("\n") : "" });
        })
        .finally(() => {
          if (!left.signal.aborted) controller.close();
        });
    },
    cancel: () => left.abort(),
  });
  return new Response(lines, { headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" } });
}
