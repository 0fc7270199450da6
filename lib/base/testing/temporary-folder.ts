/** Folders for tests. Nobody has to remove one: it goes when its test file has ended, whatever became of the tests in it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

/** A new empty folder of the test file that asks for it. */
export function temporaryFolder(name = "test"): string {
  const folder = mkdtempSync(join(tmpdir(), `gabarit-${name}-`));
  made.push(folder);
  return folder;
}

/** What is set up before each test file calls this after it. */
export function removeTemporaryFolders(): void {
  // A process that was just ended may still write its last file.
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
