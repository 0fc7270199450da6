import { translator } from "../../../../../../lib/i18n/translator.ts";
import { MATRIX_SORTS, MATRIX_STATES } from "../../../../../../lib/plan/code-matrix.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { CodeRunSummary } from "../../../../../../lib/plan/store-code-run.ts";
import { FilterForm, FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { type MatrixAddress, matrixQuery, readMatrixAddress } from "./matrix-address.ts";

/** Search and filters, kept in the address. A release is of one source. */
export function MatrixFilters(props: {
  language: Language;
  base: string;
  branch: string;
  address: MatrixAddress;
  sources: readonly { readonly slug: string; readonly name: string }[];
  runs: readonly CodeRunSummary[];
}) {
  const { language, base, branch, address, sources, runs } = props;
  const t = translator(language, "codeStatus");
  const all = { value: "", label: t("filter.all") };
  const releases = runs.filter(({ source }) => source === address.source).map(({ release }) => release);
  const query = matrixQuery(address, branch);
  const plain = matrixQuery(readMatrixAddress({}), branch);
  return (
    <FilterForm
      path={`${base}${plain}`}
      query={query}
      search={{ label: t("filter.search"), hint: t("filter.searchHint"), value: address.search }}
      apply={t("filter.apply")}
      clear={query === plain ? undefined : t("filter.clear")}
    >
      {branch !== "main" && <input type="hidden" name="branch" value={branch} />}
      <FilterSelect
        name="source"
        label={t("filter.source")}
        value={address.source}
        options={[all, ...sources.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      {releases.length > 0 && (
        <FilterSelect
          name="release"
          label={t("filter.release")}
          value={address.release}
          options={[{ value: "", label: t("filter.latest") }, ...releases.map((value) => ({ value, label: value }))]}
        />
      )}
      <FilterSelect
        name="state"
        label={t("filter.state")}
        value={address.state}
        options={[all, ...MATRIX_STATES.map((value) => ({ value, label: t(`state.${value}`) }))]}
        className="w-60"
      />
      <FilterSelect
        name="sort"
        label={t("filter.sort")}
        value={address.sort}
        options={MATRIX_SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
        className="w-52"
      />
    </FilterForm>
  );
}
