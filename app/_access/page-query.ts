/** The query of a page's address, as a page can use it: anybody may have typed it. */

/** What Next hands to a page. */
export type AskedQuery = Readonly<Record<string, string | string[] | undefined>>;

export type PageQuery = Readonly<Record<string, string | undefined>>;

/** One text per name: of a name that is repeated the first counts, and no store takes the null character. */
export async function pageQuery(asked: Promise<AskedQuery>): Promise<PageQuery> {
  const entries = Object.entries(await asked).map(
    ([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const,
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, value?.replaceAll("\0", "")]));
}
