import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { ErasurePreview } from "../../../../../../lib/privacy/store.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { Opened } from "../page-of.ts";
import { eraseAction } from "./actions.ts";

/** Somebody who was chosen by their page, with what an erasure would be about. */
export interface Chosen {
  readonly person: number;
  readonly preview: ErasurePreview;
}

/** Whom to erase, twice: by an id, or a person that was chosen already. */
export function EraseForm({ opened, chosen }: { opened: Opened; chosen: Chosen | undefined }) {
  const { language, project, base } = opened;
  const t = translator(language, "privacy");
  const number = String(chosen?.person ?? "");
  const title = chosen === undefined ? t("erase.title") : t("erase.person", { number });
  return (
    <ActionForm key={number} action={eraseAction} label={title} className="max-w-lg px-4 pb-8">
      <h2 className="font-semibold">{title}</h2>
      {chosen !== undefined && (
        <p>
          {t("erase.personText", {
            events: chosen.preview.events,
            ids: chosen.preview.users + chosen.preview.anonymous,
          })}
        </p>
      )}
      <p className="text-grey-7">{t("erase.text")}</p>
      <p className="text-grey-7">{t("erase.after")}</p>
      <FormMessage />
      <input type="hidden" name="project" value={project.slug} />
      {chosen === undefined ? (
        <>
          <FormSelect
            name="kind"
            label={t("erase.kind")}
            defaultValue="user"
            options={(["user", "anonymous"] as const).map((value) => ({ value, label: t(`erase.${value}`) }))}
          />
          <FormField name="id" label={t("erase.id")} hint={t("erase.idHint")} maxLength={10_000} required code />
          <FormField name="again" label={t("erase.again")} maxLength={10_000} required code />
        </>
      ) : (
        <>
          <input type="hidden" name="kind" value="person" />
          <input type="hidden" name="id" value={number} />
          <FormField name="again" label={t("erase.againNumber", { number })} required code />
        </>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton tone="danger">{t("erase.submit")}</SubmitButton>
        {chosen !== undefined && <TextLink href={`${base}/privacy`}>{t("erase.other")}</TextLink>}
      </div>
    </ActionForm>
  );
}
