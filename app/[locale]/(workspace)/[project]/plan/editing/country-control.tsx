"use client";

import { useMemo } from "react";
import { COUNTRIES } from "../../../../../../lib/plan/country.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { SharedProps } from "./scalar-control.tsx";

/** A country by its name in the reader's language; kept as its code. */
export function CountryControl(props: SharedProps & { value: string | undefined }) {
  const t = useText("plan");
  const language = useLanguage();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    const named = COUNTRIES.map((code) => ({ value: code as string, label: names.of(code) ?? code }));
    return named.sort((a, b) => a.label.localeCompare(b.label, language));
  }, [language]);
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          <Select
            {...control}
            disabled={props.disabled}
            value={props.value ?? ""}
            options={[{ value: "", label: t("none") }, ...options]}
            onChange={(event) => props.onSave(event.target.value || undefined)}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
