import type { Role } from "../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { Notice } from "../../../../_ui/notice.tsx";

/** Says which role it takes to change, or to see, what stands here. */
export function RoleNotice(props: { language: Language; own: Role; needs: Role; hidden?: boolean }) {
  const t = translator(props.language, "settings");
  const roles = translator(props.language, "shell");
  return (
    <Notice className="mx-4 mb-4 max-w-reading">
      {t(props.hidden ? "hidden" : "onlyFor", { role: roles(`role.${props.needs}`), own: roles(`role.${props.own}`) })}
    </Notice>
  );
}
