"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { MOST_MEGABYTES } from "../import/import-answer.ts";
import type { OpenAnswer } from "./house-shape.ts";
import { planHref } from "./template-href.ts";

const MEGABYTE = 1024 * 1024;

/** Opens a template that another installation exported. What cannot be read is said, and nothing changes. */
export function OpenHouseFile(props: { slug: string; open: (slug: string, form: FormData) => Promise<OpenAnswer> }) {
  const t = useText("house");
  const language = useLanguage();
  const router = useRouter();
  const [chosen, setChosen] = useState<string>();
  const [refusal, setRefusal] = useState<Extract<OpenAnswer, { ok: false }>>();
  const refuse = (text: string) => setRefusal({ ok: false, text, errors: [] });
  async function open(files: readonly File[]) {
    const [file] = files;
    setRefusal(undefined);
    setChosen(files.map(({ name }) => name).join(", "));
    if (file === undefined || files.length > 1) return refuse(t("open.one"));
    const size = Math.ceil(file.size / MEGABYTE);
    if (size > MOST_MEGABYTES) return refuse(t("open.tooLarge", { size, most: MOST_MEGABYTES }));
    const form = new FormData();
    form.set("file", file);
    try {
      const answer = await props.open(props.slug, form);
      if (!answer.ok) return setRefusal(answer);
      toast({ text: t("open.done", { name: answer.name, version: answer.version }) });
      router.push(planHref(language, { slug: props.slug, branch: "main" }, `templates/house/${answer.id}`));
    } catch {
      refuse(t("apply.failed"));
    }
  }
  return (
    <details className="mx-4 mt-3 max-w-2xl">
      <summary className="min-h-6 w-fit cursor-pointer text-accent-7 underline underline-offset-2">
        {t("list.open")}
      </summary>
      <p className="my-2 text-grey-7">{t("open.text")}</p>
      <FileDrop
        label={t("open.label")}
        chosen={chosen === undefined ? [] : [chosen]}
        hint={t("open.hint", { size: MOST_MEGABYTES })}
        accept=".yaml,.yml,.json"
        onFiles={(files) => void open(files)}
      />
      {refusal && (
        <Notice tone="danger" title={refusal.text} announce className="mt-2">
          <ul className="list-disc pl-5">
            {refusal.errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </Notice>
      )}
    </details>
  );
}
