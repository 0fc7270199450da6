/** What the pages about people begin with, and what a person is called on them. */

import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import type { Identity } from "../../../../../lib/person/people.ts";
import { MASK } from "../../../../../lib/violation/mask.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

export type PeopleProps = ProjectPageProps;
export type Opened = OpenedPage<"people">;

export function openPeople(props: PeopleProps): Promise<Opened> {
  return openProjectPage(props, "people", "people");
}

/** Their first id, the user id if there is one; their number where that is covered. */
export function personName(
  t: AreaText<"people">,
  { person, identities }: { readonly person: number; readonly identities: readonly Identity[] },
): string {
  const id = identities[0]?.id ?? "";
  return id === "" || id === MASK ? t("numbered", { number: String(person) }) : id;
}
