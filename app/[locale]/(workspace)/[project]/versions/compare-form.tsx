"use client";

import { usePathname, useRouter } from "next/navigation";
import { Field } from "../../../../_ui/field.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";

/** Chooses the version that this one is compared with; the choice is in the address. */
export function CompareForm(props: { version: number; from: number; versions: readonly number[] }) {
  const t = useText("plan");
  const router = useRouter();
  const path = usePathname();
  const options = [...props.versions.filter((one) => one !== props.version), 0].sort((a, b) => b - a);
  return (
    <Field label={t("versions.compare")} className="w-56">
      {(control) => (
        <Select
          {...control}
          value={String(props.from)}
          options={options.map((one) => ({
            value: String(one),
            label: one === 0 ? t("versions.nothing") : t("versions.one", { version: one }),
          }))}
          onChange={(event) => router.push(`${path}?from=${event.target.value}`)}
        />
      )}
    </Field>
  );
}
