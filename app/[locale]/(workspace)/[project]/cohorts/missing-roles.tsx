import { type AuthorizedProject, mayActAs } from "../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { EventRole, Language } from "../../../../../lib/plan/plan.ts";
import { EVENT_ROLE_WORDS } from "../../../../../lib/plan/role-word.ts";
import { LinkButton } from "../../../../_ui/link-button.tsx";

/** For each role that no event has: the dialog of a new event that has it. */
export function MissingRoles(props: { language: Language; project: AuthorizedProject; roles: readonly EventRole[] }) {
  const { language, project, roles } = props;
  if (!mayActAs(project.role, "editor")) return null;
  const t = translator(language, "template");
  return (
    <span className="mt-auto flex flex-wrap gap-2">
      {roles.map((role) => (
        <LinkButton key={role} size="small" href={`/${language}/${project.slug}/plan?new=event&role=${role}`}>
          {t("createForRole", { role: EVENT_ROLE_WORDS[role][language] })}
        </LinkButton>
      ))}
    </span>
  );
}
