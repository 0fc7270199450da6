import type { Metadata } from "next";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { lettersOf } from "../../../../../lib/notify/unsubscribe.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import { pageLanguage } from "../../../../_access/request.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import { endLettersAction } from "./actions.ts";

interface Props {
  readonly params: Promise<{ locale: string; token: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = translator(pageLanguage((await props.params).locale), "notify");
  return { title: t("end.title"), robots: { index: false } };
}

/** Asks before letters end: looking at a link, as mail programs do, changes nothing. */
export default async function FewerLettersPage(props: Props) {
  const { locale, token: encoded } = await props.params;
  const t = translator(pageLanguage(locale), "notify");
  const token = decodeURIComponent(encoded);
  const letters = await lettersOf(token);
  const heading = <h1 className="font-semibold text-title">{t("end.title")}</h1>;
  if (letters === undefined)
    return (
      <>
        {heading}
        <Notice tone="warning">{t("end.unknown")}</Notice>
      </>
    );
  const project = letters.project?.name ?? "";
  const isDigest = letters.kind === "digest";
  return (
    <>
      {heading}
      <p className="break-words">
        {letters.kind === "digest"
          ? t("end.askDigest")
          : t("end.askKind", { project, kind: t(`kinds.${letters.kind}`) })}
      </p>
      <ActionForm action={endLettersAction} label={t("end.title")}>
        <FormMessage />
        <input type="hidden" name="token" value={token} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t(isDigest ? "end.verbDigest" : "end.verbKind")}</SubmitButton>
          {!isDigest && (
            <SubmitButton tone="plain" name="every" value="yes">
              {t("end.verbAll", { project })}
            </SubmitButton>
          )}
        </div>
      </ActionForm>
      <p className="text-grey-7">{t("end.kept")}</p>
    </>
  );
}
