/** What people call the sources that events come from. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listSources } from "../../lib/access/source.ts";

/** The name of a source by its slug, of archived ones too; the slug where there is none any more. */
export async function sourceNames(project: AuthorizedProject): Promise<(slug: string) => string> {
  const names = new Map((await listSources(project, { archived: true })).map(({ slug, name }) => [slug, name]));
  return (slug) => names.get(slug) ?? slug;
}
