/** Letters that the installation sent during this run. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { LETTERS_FOLDER } from "../installation/installation.ts";

interface Letter {
  readonly to: readonly string[];
  readonly text: string;
}

function lettersTo(email: string): Letter[] {
  if (!existsSync(LETTERS_FOLDER)) return [];
  return readdirSync(LETTERS_FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((file) => JSON.parse(readFileSync(join(LETTERS_FOLDER, file), "utf8")) as Letter)
    .filter(({ to }) => to.includes(email));
}

/** The first link of this form in the letters to an address, once one has come. */
export async function linkSentTo(email: string, form: RegExp): Promise<string> {
  const find = () => lettersTo(email).flatMap(({ text }) => form.exec(text)?.[0] ?? [])[0];
  await expect.poll(find).toBeDefined();
  return find() ?? "";
}
