"use client";

import { useMemo } from "react";
import { COUNTRIES } from "../../../../../../lib/plan/country.ts";
import { useLanguage } from "../../../../../_ui/text.tsx";
import { OptionControl } from "./option-control.tsx";
import type { SharedProps } from "./scalar-control.tsx";

/** A country by its name in the reader's language; kept as its code. */
export function CountryControl(props: SharedProps & { value: string | undefined }) {
  const language = useLanguage();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    const named = COUNTRIES.map((code) => ({ value: code as string, label: names.of(code) ?? code }));
    return named.sort((a, b) => a.label.localeCompare(b.label, language));
  }, [language]);
  return <OptionControl {...props} options={options} />;
}
