/** The installation under test: where it listens, and who set it up. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What one run of the journeys keeps for itself; emptied at its start. */
export const STATE_FOLDER = fileURLToPath(new URL("../../test-results/e2e", import.meta.url));
export const INSTALLATION_FILE = join(STATE_FOLDER, "installation.json");
/** Letters that the installation has sent. */
export const LETTERS_FOLDER = join(STATE_FOLDER, "letters");
/** The cookies of the first owner, once the set-up page has made one. */
export const OWNER_STATE = join(STATE_FOLDER, "owner.json");

export const OWNER = {
  name: "Ondine Marchand",
  email: "ondine@atelier.example",
  password: "trois bateaux sous la pluie",
} as const;

export interface Installation {
  /** Without a trailing slash. */
  readonly url: string;
  readonly setUpToken: string;
}

/** The running installation. */
export function installation(): Installation {
  return JSON.parse(readFileSync(INSTALLATION_FILE, "utf8")) as Installation;
}
