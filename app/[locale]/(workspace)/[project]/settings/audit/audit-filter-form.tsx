import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { FilterForm, FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { AUDIT_AREAS, type AuditAddress, auditQuery } from "./audit-address.ts";

/** Search and filter, kept in the address. */
export function AuditFilterForm(props: { language: Language; path: string; address: AuditAddress }) {
  const t = translator(props.language, "settings");
  const { address } = props;
  const query = auditQuery(address);
  return (
    <FilterForm
      path={props.path}
      query={query}
      search={{ label: t("audit.search"), hint: t("audit.searchHint"), value: address.search }}
      apply={t("audit.apply")}
      clear={query === "" ? undefined : t("audit.clear")}
    >
      <FilterSelect
        name="area"
        label={t("audit.area")}
        value={address.area}
        options={[
          { value: "", label: t("audit.everything") },
          ...AUDIT_AREAS.map((value) => ({ value, label: t(`audit.areas.${value}`) })),
        ]}
      />
      {(["from", "to"] as const).map((name) => (
        <Field key={name} label={t(`audit.${name}`)} className="w-36">
          {(control) => <Input {...control} type="date" name={name} defaultValue={address[name]} />}
        </Field>
      ))}
    </FilterForm>
  );
}
