import { formatterOf } from "../../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../../../lib/plan/plan.ts";
import type { HouseVersion } from "../../../../../../../../lib/template/store-house.ts";
import { TextLink } from "../../../../../../../_ui/text-link.tsx";

/** The versions of a template, newest first, with what was said of each. */
export function HouseVersions(props: {
  versions: readonly HouseVersion[];
  shown: number;
  language: Language;
  timeZone: string;
  hrefOf: (version: number) => string;
}) {
  const { language, shown } = props;
  const t = translator(language, "house");
  const format = formatterOf(language, props.timeZone);
  return (
    <section aria-labelledby="versions" className="px-4 pt-5">
      <h2 id="versions" className="mb-1 font-semibold">
        {t("one.versions")}
      </h2>
      <ul className="max-w-reading text-grid">
        {props.versions.map(({ version, savedAt, savedBy, savedFrom, notes }) => {
          const at = format.dateTime(savedAt, { dateStyle: "medium", timeStyle: "short" });
          return (
            <li key={version} className="border-b py-1.5">
              {t("one.versionLine", { version, at, by: savedBy, from: savedFrom })}{" "}
              {version === shown ? (
                <span className="text-grey-7">({t("one.shown")})</span>
              ) : (
                <TextLink href={props.hrefOf(version)}>{t("one.show", { version })}</TextLink>
              )}
              {notes && <span className="block whitespace-pre-line break-words text-grey-8">{notes}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
