import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { VERDICTS } from "../../../../../../lib/violation/violation.ts";
import { FilterForm, FilterSelect } from "../../../../../_ui/filter-form.tsx";

/** By verdict, and by the event's name or by who sent it; kept in the address. */
export function ArrivalFilter(props: { language: Language; path: string; verdict: string; search: string }) {
  const { language, path, verdict, search } = props;
  const t = translator(language, "source");
  const shell = translator(language, "shell");
  return (
    <div className="-mx-4">
      <FilterForm
        path={path}
        query={`${verdict} ${search}`}
        search={{ label: t("live.search"), hint: t("live.searchHint"), value: search, className: "w-72" }}
        apply={t("live.apply")}
        clear={verdict === "" && search === "" ? undefined : t("live.clear")}
      >
        <FilterSelect
          name="verdict"
          label={t("live.verdict")}
          value={verdict}
          options={[
            { value: "", label: t("live.every") },
            ...VERDICTS.map((value) => ({ value, label: shell(`verdict.${value}`) })),
          ]}
        />
      </FilterForm>
    </div>
  );
}
