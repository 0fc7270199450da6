/** Slugs: the names of workspaces, projects and sources in addresses. */

import type { PlanDbTransaction } from "./audit.ts";

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const SLUG_MAX_LENGTH = 60;

/** First segments of addresses that pages of their own take; no project may be called so. */
const RESERVED = new Set([
  "account",
  "api",
  "demo",
  "dev",
  "docs",
  "invitation",
  "new",
  "new-project",
  "reset",
  "set-up",
  "settings",
  "sign-in",
  "sign-out",
  "welcome",
]);

export function isSlug(text: string): boolean {
  return text.length <= SLUG_MAX_LENGTH && SLUG.test(text);
}

/** Whether a project may be called so. */
export function isProjectSlug(text: string): boolean {
  return isSlug(text) && !RESERVED.has(text) && text !== "en" && text !== "fr";
}

/** A slug made from a name: accents dropped, everything else that is no letter or digit becomes a hyphen. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX_LENGTH - 4)
    .replace(/^-+|-+$/g, "");
  return slug || fallback;
}

/** `wanted`, or `wanted-2`, `wanted-3` ... the first that `taken` does not know. */
export async function freeSlug(wanted: string, taken: (slug: string) => Promise<boolean> | boolean): Promise<string> {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!(await taken(slug))) return slug;
  }
}

/** Slugs of `among` are given one after another until the caller's transaction ends: two of one name made at once get two. */
export async function lockSlugs(db: PlanDbTransaction, among: string): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${among}, 8))`;
}
