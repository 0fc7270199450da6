import Form from "next/form";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { AUDIT_AREAS, type AuditAddress, auditQuery } from "./audit-address.ts";

/** Search and filter, kept in the address. */
export function AuditFilterForm(props: { language: Language; path: string; address: AuditAddress }) {
  const t = translator(props.language, "settings");
  const { address } = props;
  return (
    <search>
      <Form action={props.path} className="flex flex-wrap items-end gap-3 px-4 pb-4" key={auditQuery(address)}>
        <Field label={t("audit.search")} className="w-56">
          {(control) => (
            <Input
              {...control}
              type="search"
              name="search"
              defaultValue={address.search}
              placeholder={t("audit.searchHint")}
            />
          )}
        </Field>
        <Field label={t("audit.area")} className="w-48">
          {(control) => (
            <Select
              {...control}
              name="area"
              defaultValue={address.area}
              options={[
                { value: "", label: t("audit.everything") },
                ...AUDIT_AREAS.map((value) => ({ value, label: t(`audit.areas.${value}`) })),
              ]}
            />
          )}
        </Field>
        <Field label={t("audit.from")} className="w-36">
          {(control) => <Input {...control} type="date" name="from" defaultValue={address.from} />}
        </Field>
        <Field label={t("audit.to")} className="w-36">
          {(control) => <Input {...control} type="date" name="to" defaultValue={address.to} />}
        </Field>
        <Button type="submit">{t("audit.apply")}</Button>
        {auditQuery(address) && (
          <LinkButton tone="quiet" href={props.path}>
            {t("audit.clear")}
          </LinkButton>
        )}
      </Form>
    </search>
  );
}
