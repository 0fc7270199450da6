import type { BranchView } from "../view.ts";

/** The address of a screen of the plan on the branch at hand. */
export function planHref(
  language: string,
  { slug, branch }: Pick<BranchView, "slug" | "branch">,
  path: string,
  query: Readonly<Record<string, string>> = {},
  /** Path of a field on it, which is the id of its control. */
  field = "",
): string {
  const params = new URLSearchParams({ ...(branch === "main" ? {} : { branch }), ...query }).toString();
  return `/${language}/${slug}/plan${path === "" ? "" : `/${path}`}${params === "" ? "" : `?${params}`}${field === "" ? "" : `#${encodeURIComponent(field)}`}`;
}
