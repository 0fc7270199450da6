/** The address of a document: which plan, in which language, what of it. Both the screen and the file itself are asked for by it. */

import { SECTIONS, type Section } from "../../../../../../lib/document/section.ts";
import { LANGUAGES, type Language } from "../../../../../../lib/plan/plan.ts";
import type { AskedQuery } from "../../../../../_access/page-query.ts";

export interface DocumentAddress {
  /** Absent: the branch as it stands. */
  readonly version: number | undefined;
  readonly branch: string;
  readonly language: Language;
  readonly sections: readonly Section[];
  /** The version changes are listed since. */
  readonly since: number | undefined;
}

function listed(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** A number that the store may have given to a version; 0 is the empty plan before the first. */
export function versionIn(text: string | undefined, least = 0): number | undefined {
  const number = text === undefined || !/^\d{1,9}$/.test(text) ? undefined : Number(text);
  return number === undefined || number < least ? undefined : number;
}

export function readAddress(asked: AskedQuery, own: Language): DocumentAddress {
  const first = (name: string) => listed(asked[name])[0]?.replaceAll("\0", "");
  const chosen = SECTIONS.filter((section) => listed(asked.section).includes(section));
  return {
    version: versionIn(first("version"), 1),
    branch: first("branch") || "main",
    language: LANGUAGES.find((language) => language === first("language")) ?? own,
    sections: chosen.length === 0 ? SECTIONS : chosen,
    since: versionIn(first("since")),
  };
}

/** The query that asks for it, what is usual left out. */
export function addressQuery(address: DocumentAddress, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ branch: address.branch });
  if (address.version !== undefined) query.set("version", String(address.version));
  query.set("language", address.language);
  if (address.since !== undefined) query.set("since", String(address.since));
  if (address.sections.length < SECTIONS.length)
    for (const section of address.sections) query.append("section", section);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `?${query}`;
}
