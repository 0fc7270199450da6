/** What an API token may be narrowed to. An empty list of scopes means everything its role may do. */

export const SCOPES = [
  "plan:read",
  "plan:write",
  "sources:read",
  "sources:write",
  "events:read",
  "events:write",
  "analysis:read",
  "analysis:write",
  "access:read",
  "access:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Writing something includes reading it. */
export function scopeAllows(scopes: readonly string[], needed: Scope): boolean {
  if (scopes.length === 0 || scopes.includes(needed)) return true;
  return needed.endsWith(":read") && scopes.includes(needed.replace(":read", ":write"));
}
