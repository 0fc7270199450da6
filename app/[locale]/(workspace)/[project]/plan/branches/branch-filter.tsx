import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { FilterForm, FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { type BranchesAddress, branchesQuery, LISTED_STATES } from "./branches-address.ts";

/** Which branches are listed; works without scripts. */
export function BranchFilter(props: { language: Language; path: string; address: BranchesAddress }) {
  const { address } = props;
  const t = translator(props.language, "review");
  const label = (state: (typeof LISTED_STATES)[number]) =>
    state === "going" || state === "any" ? t(`list.${state}`) : t(`state.${state}`);
  return (
    <FilterForm
      path={props.path}
      query={branchesQuery(address)}
      search={{ label: t("list.search"), hint: t("list.searchHint"), value: address.search, className: "w-60" }}
      apply={t("list.apply")}
    >
      {address.sort !== "changed" && <input type="hidden" name="sort" value={address.sort} />}
      <FilterSelect
        name="state"
        label={t("list.state")}
        value={address.state}
        options={LISTED_STATES.map((state) => ({ value: state, label: label(state) }))}
        className="w-52"
      />
    </FilterForm>
  );
}
