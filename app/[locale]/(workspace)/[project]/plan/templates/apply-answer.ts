/** What applying a template answers. */

export type ApplyAnswer =
  | { readonly ok: true; readonly branch: string; readonly changes: number }
  | { readonly ok: false; readonly text: string; readonly errors: readonly string[] };

/** Without a branch it makes a new one. */
export type ApplyTemplate = (slug: string, key: string, branch: string | undefined) => Promise<ApplyAnswer>;
