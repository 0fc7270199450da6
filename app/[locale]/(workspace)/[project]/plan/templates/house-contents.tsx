import type { ReactNode } from "react";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "../../../../../../lib/plan/edit-tree.ts";
import type { Language, LocalizedText } from "../../../../../../lib/plan/plan.ts";
import type { HouseContent } from "../../../../../../lib/template/house.ts";
import { nameOf } from "../../../../../../lib/template/house-place.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";

/** Beyond this many of one kind the rest is only counted. */
const SHOWN = 50;
/** Decisions first, then what is collected for them. */
const ORDER: readonly ObjectKind[] = [
  "decision",
  "metric",
  "event",
  "journey",
  "bundle",
  "user_property",
  "group_type",
];

type Described = PlanObjects[ObjectKind] & {
  readonly displayName?: LocalizedText;
  readonly description: LocalizedText;
};

function Part(props: { title: string; count: number; more: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="font-medium">
        {props.title} <span className="font-normal text-grey-7">{props.count}</span>
      </h3>
      <ul className="text-grid">{props.children}</ul>
      {props.count > SHOWN && <p className="text-grey-7 text-grid">{props.more}</p>}
    </div>
  );
}

/** What a template of the house holds, kind by kind. */
export function HouseContents({ content, language }: { content: HouseContent; language: Language }) {
  const t = translator(language, "house");
  const { plan, cohorts, standards } = content;
  const more = (count: number) => t("one.more", { count: count - SHOWN });
  const aboutOf = (object: Described): string => {
    if ("steps" in object) return t("one.steps", { count: object.steps.length });
    if ("properties" in object) return t("one.properties", { count: object.properties.length });
    return localizedText(object.description, language);
  };
  const kinds = [...ORDER, ...OBJECT_KINDS.filter((kind) => !ORDER.includes(kind))];
  return (
    <section aria-labelledby="contents" className="px-4 pt-5">
      <h2 id="contents" className="mb-2 font-semibold">
        {t("one.contents")}
      </h2>
      <div className="grid max-w-5xl grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-4">
        {kinds.map((kind) => {
          const list = objectsOf(plan, kind) as readonly Described[];
          if (list.length === 0) return null;
          return (
            <Part key={kind} title={t(`kind.${kind}`)} count={list.length} more={more(list.length)}>
              {list.slice(0, SHOWN).map((object) => (
                <li key={object.id} className="break-words py-0.5">
                  {localizedText(object.displayName ?? {}, language) || nameIn(object, language)}{" "}
                  <span className="text-grey-7">{aboutOf(object)}</span>
                </li>
              ))}
            </Part>
          );
        })}
        {cohorts.length > 0 && (
          <Part title={t("kind.cohort")} count={cohorts.length} more={more(cohorts.length)}>
            {cohorts.slice(0, SHOWN).map((cohort) => (
              <li key={cohort.key} className="break-words py-0.5">
                {cohort.name} <span className="text-grey-7">{cohort.description}</span>
              </li>
            ))}
          </Part>
        )}
      </div>
      {standards && <p className="mt-2 text-grid">{t("one.standards")}</p>}
    </section>
  );
}

function nameIn(object: Described, language: Language): string {
  return typeof object.name === "string" ? object.name : localizedText(object.name, language, nameOf(object));
}
