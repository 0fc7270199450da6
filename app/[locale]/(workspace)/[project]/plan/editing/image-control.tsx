"use client";

import { type ReactNode, useState } from "react";
import type { ImageRef } from "../../../../../../lib/plan/plan-journey.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { uploadImageAction } from "../images/actions.ts";
import { usePlanEditing } from "./editing-context.tsx";
import { LocalizedControl } from "./localized-control.tsx";

/** A picture: what it shows, in words for who cannot see it. */
export function ImageControl(props: {
  label: string;
  hint?: string | undefined;
  value: ImageRef | undefined;
  disabled: boolean;
  onSave: (value: ImageRef | undefined) => unknown;
  notes?: ReactNode;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const { facts, slug } = usePlanEditing();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { value } = props;

  async function upload(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    setBusy(true);
    setFault(undefined);
    const form = new FormData();
    form.set("image", file);
    const answer = await uploadImageAction(slug, form).catch(() => undefined);
    input.value = "";
    setBusy(false);
    if (answer?.ok) props.onSave({ id: answer.id, alt: value?.alt ?? {} });
    else setFault(answer?.text ?? t("image.failed"));
  }
  return (
    <FieldGroup legend={props.label} hint={props.hint}>
      {value === undefined ? (
        <p className="text-grey-7 text-grid">{t("image.none")}</p>
      ) : (
        <>
          {/* biome-ignore lint/performance/noImgElement: kept by us, behind a session, of any size. */}
          <img
            src={`/${language}/${slug}/plan/images/${value.id}`}
            alt={value.alt[language] ?? value.alt.en ?? value.alt.fr ?? ""}
            className="max-h-48 max-w-full self-start rounded border object-contain"
          />
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
      {fault && (
        <p role="alert" className="text-danger-7 text-grid">
          {fault}
        </p>
      )}
      {!props.disabled && (
        <label className="flex min-h-6 flex-col gap-1 text-grid">
          <span className="font-normal text-grey-7">{t(value === undefined ? "image.add" : "image.replace")}</span>
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp,image/gif"
            disabled={busy}
            onChange={(event) => void upload(event.target)}
          />
        </label>
      )}
      {props.notes}
    </FieldGroup>
  );
}
