/** What every page of acceptance runs begins with, and the words they share. */

import type { Subject } from "../../../../../lib/acceptance/identity.ts";
import type { Run } from "../../../../../lib/acceptance/run.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { maskId } from "../../../../../lib/violation/mask.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";
import type { BadgeTone } from "../../../../_ui/badge.tsx";

export type AcceptanceProps = ProjectPageProps;
export type Opened = OpenedPage<"acceptance">;
type Words = AreaText<"acceptance">;

export function openAcceptance(props: AcceptanceProps): Promise<Opened> {
  return openProjectPage(props, "acceptance", "acceptance");
}

/** "User ann", "The first who comes". `subject`: who is followed, as people may see them. */
export function whoText(t: Words, chosen: Run["chosen"], subject: Subject | undefined): string {
  if (subject !== undefined) return t(`who.${subject.kind}`, { id: maskId(subject.id) });
  return t(`who.${chosen === "code" ? "code" : "first"}`);
}

/** The state of a run as one word, a signed one by what it came to. */
export function stateOf(t: Words, { state, passed }: Pick<Run, "state" | "passed">): { text: string; tone: BadgeTone } {
  if (state === "signed")
    return passed ? { text: t("state.passed"), tone: "good" } : { text: t("state.failed"), tone: "warning" };
  return { text: t(`state.${state}`), tone: state === "running" ? "accent" : "neutral" };
}
