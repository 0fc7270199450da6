import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { type BranchesAddress, LISTED_STATES } from "./branches-address.ts";

/** Which branches are listed; works without scripts. */
export function BranchFilter(props: { language: Language; path: string; address: BranchesAddress }) {
  const { address } = props;
  const t = translator(props.language, "review");
  const label = (state: (typeof LISTED_STATES)[number]) =>
    state === "going" || state === "any" ? t(`list.${state}`) : t(`state.${state}`);
  return (
    <form action={props.path} className="flex flex-wrap items-end gap-3 px-4 pb-3">
      {address.sort !== "changed" && <input type="hidden" name="sort" value={address.sort} />}
      <Field label={t("list.search")} className="w-60">
        {(control) => (
          <Input
            {...control}
            type="search"
            name="search"
            defaultValue={address.search}
            placeholder={t("list.searchHint")}
          />
        )}
      </Field>
      <Field label={t("list.state")} className="w-52">
        {(control) => (
          <Select
            {...control}
            key={address.state}
            name="state"
            defaultValue={address.state}
            options={LISTED_STATES.map((state) => ({ value: state, label: label(state) }))}
          />
        )}
      </Field>
      <Button type="submit">{t("list.apply")}</Button>
    </form>
  );
}
