import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { Badge } from "../../../../../_ui/badge.tsx";

/** The source of a value or event; where it is not production, the environment whose questions alone read it. */
export function Origin(props: { source: string; environment: string; t: AreaText<"analysis"> }) {
  const { source, environment, t } = props;
  return (
    <span className="inline-flex items-center gap-1.5">
      {source}
      {(environment === "staging" || environment === "development") && <Badge>{t(`environment.${environment}`)}</Badge>}
    </span>
  );
}
