/** The mail server of the installation under test: what it is sent lies in a folder, for journeys in other processes. */

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startMailSink } from "../../lib/mail/testing.ts";
import { LETTERS_FOLDER } from "./installation.ts";

export interface Postbox {
  /** For `GABARIT_SMTP_URL`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on a free port; each letter becomes a file, numbered in the order of arrival. */
export async function startPostbox(): Promise<Postbox> {
  mkdirSync(LETTERS_FOLDER, { recursive: true });
  const sink = await startMailSink();
  const keep = async (): Promise<void> => {
    for (let count = 1; ; count += 1) {
      const { to, text } = (await sink.arrived(count))[count - 1] ?? { to: [], text: "" };
      // Whoever looks meanwhile finds the whole letter or none.
      const file = join(LETTERS_FOLDER, `${count}.json`);
      writeFileSync(`${file}.part`, JSON.stringify({ to, text }));
      renameSync(`${file}.part`, file);
    }
  };
  void keep();
  return { url: `smtp://127.0.0.1:${sink.port}`, stop: () => sink.stop() };
}
