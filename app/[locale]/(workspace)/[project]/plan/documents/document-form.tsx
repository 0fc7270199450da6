import Form from "next/form";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import type { VersionSummary } from "../../../../../../lib/plan/store-version.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { FilterSelect } from "../../../../../_ui/filter-form.tsx";
import type { DocumentAddress } from "./address.ts";

/** What the document holds, kept in the address; works without scripts. */
export function DocumentForm(props: {
  base: string;
  query: string;
  address: DocumentAddress;
  versions: readonly VersionSummary[];
  t: AreaText<"document">;
}) {
  const { address, versions, t } = props;
  const numbered = versions.map(({ version }) => ({ value: String(version), label: t("page.version", { version }) }));
  return (
    <Form action={props.base} key={props.query} className="flex max-w-4xl flex-col gap-3">
      <input type="hidden" name="branch" value={address.branch} />
      <div className="flex flex-wrap items-end gap-3">
        <FilterSelect
          name="version"
          label={t("page.what")}
          className="w-72"
          value={String(address.version ?? "")}
          options={[{ value: "", label: t("page.draft", { branch: address.branch }) }, ...numbered]}
        />
        <FilterSelect
          name="language"
          label={t("page.language")}
          className="w-36"
          value={address.language}
          options={[
            { value: "en", label: t("page.english") },
            { value: "fr", label: t("page.french") },
          ]}
        />
        <FilterSelect
          name="since"
          label={t("page.since")}
          value={String(address.since ?? "")}
          options={[
            { value: "", label: t("page.sinceNone") },
            ...numbered,
            { value: "0", label: t("page.sinceFirst") },
          ]}
        />
      </div>
      <FieldGroup legend={t("page.sections")}>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {SECTIONS.map((section) => (
            <Checkbox
              key={section}
              name="section"
              value={section}
              label={t(`section.${section}`)}
              defaultChecked={address.sections.includes(section)}
            />
          ))}
        </div>
      </FieldGroup>
      <div>
        <Button type="submit">{t("page.show")}</Button>
      </div>
    </Form>
  );
}
