"use client";

import type { ReactNode } from "react";
import type { ImageRef } from "../../../../../../lib/plan/plan-journey.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "./editing-context.tsx";
import { LocalizedControl } from "./localized-control.tsx";

/** A picture: what it shows, in words for who cannot see it. */
export function ImageControl(props: {
  label: string;
  hint?: string | undefined;
  value: ImageRef | undefined;
  disabled: boolean;
  onSave: (value: ImageRef | undefined) => void;
  notes?: ReactNode;
}) {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  const { value } = props;
  return (
    <FieldGroup legend={props.label} hint={props.hint}>
      {value === undefined ? (
        <p className="text-grey-7 text-grid">{t("image.none")}</p>
      ) : (
        <>
          <LocalizedControl
            label={t("image.alt")}
            hint={t("image.altHint")}
            value={value.alt}
            lines={1}
            languages={facts.settings.languages}
            disabled={props.disabled}
            onSave={(alt) => props.onSave({ ...value, alt })}
          />
          <Button size="small" className="self-start" disabled={props.disabled} onClick={() => props.onSave(undefined)}>
            {t("image.remove")}
          </Button>
        </>
      )}
      {props.notes}
    </FieldGroup>
  );
}
