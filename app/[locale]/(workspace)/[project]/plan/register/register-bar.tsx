import { Download } from "lucide-react";
import Form from "next/form";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES, type Language } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import type { SelectOption } from "../../../../../_ui/select.tsx";
import { PrintButton } from "./print-button.tsx";
import { ORDERS, type RegisterOrder } from "./register-rows.ts";

export const VIEWS = ["register", "notice"] as const;
export type RegisterView = (typeof VIEWS)[number];

const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", fr: "Français" };

/** Which document, of which plan, in which language, in which order; and the ways to take it along. */
export function RegisterBar(props: {
  language: Language;
  slug: string;
  view: RegisterView;
  at: string;
  choices: readonly SelectOption[];
  /** The language of the document. */
  spoken: Language;
  search: string;
  order: RegisterOrder;
}) {
  const { language, slug, view, at, choices, spoken, search, order } = props;
  const t = translator(language, "register");
  const base = `/${language}/${slug}/plan/register`;
  const address = new URLSearchParams({ at, language: spoken });
  const shown = { register: `${base}?${address}`, notice: `${base}?view=notice&${address}` };
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3 px-4 pb-4 print:hidden">
      <nav aria-label={t("view.label")} className="flex gap-1">
        {VIEWS.map((one) => (
          <LinkButton key={one} href={shown[one]} tone="quiet" aria-current={one === view ? "true" : undefined}>
            {t(`view.${one}`)}
          </LinkButton>
        ))}
      </nav>
      <Form action={base} className="flex flex-wrap items-end gap-3" key={`${view} ${address} ${search} ${order}`}>
        {view === "notice" && <input type="hidden" name="view" value="notice" />}
        <FilterSelect name="at" label={t("version")} value={at} options={choices} className="w-44" />
        <FilterSelect
          name="language"
          label={t("language")}
          value={spoken}
          options={LANGUAGES.map((one) => ({ value: one, label: OWN_NAMES[one] }))}
          className="w-40"
        />
        {view === "register" && (
          <>
            <Field label={t("search")} className="w-52">
              {(control) => (
                <Input {...control} type="search" name="search" defaultValue={search} placeholder={t("searchPlace")} />
              )}
            </Field>
            <FilterSelect
              name="order"
              label={t("sort")}
              value={order}
              options={ORDERS.map((one) => ({ value: one, label: t(`order.${one}`) }))}
              className="w-52"
            />
          </>
        )}
        <Button type="submit">{t("show")}</Button>
      </Form>
      <div className="flex flex-wrap gap-2">
        {view === "register" &&
          (["csv", "xlsx"] as const).map((format) => (
            <a
              key={format}
              className={buttonStyle({})}
              href={`${base}/file/${format}?${address}`}
              aria-label={t("download", { format: format.toUpperCase() })}
              download
            >
              <Download aria-hidden />
              {format.toUpperCase()}
            </a>
          ))}
        <PrintButton />
      </div>
    </div>
  );
}
