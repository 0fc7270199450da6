"use client";

import { useState } from "react";
import type { ArchivePreview } from "../../../../../../lib/archive/inspect-archive.ts";
import type { UploadedArchive } from "../../../../../../lib/archive/uploaded-archive.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";

type Sent =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly share: number }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "told"; readonly preview: UploadedArchive };

/** Sends the file, telling how far it is; answers what it holds, or why it is refused. */
function send(address: string, file: File, onShare: (share: number) => void): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("content-type", "application/gzip");
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onload = () =>
      resolve(
        request.status === 200
          ? { kind: "told", preview: JSON.parse(request.responseText) as UploadedArchive }
          : { kind: "refused", text: request.status < 500 ? request.responseText : "" },
      );
    request.onerror = () => resolve({ kind: "refused", text: "" });
    request.send(file);
  });
}

/** Sends an archive, shows what it holds, and opens it as a new workspace once somebody says so. */
export function ArchiveImport(props: { address: string; action: FormAction; project: string; megabytesMax: number }) {
  const t = useText("archive");
  const format = useFormatter();
  const [chosen, setChosen] = useState("");
  const [sent, setSent] = useState<Sent>({ kind: "none" });
  const [opened, setOpened] = useState(false);
  async function take(file: File | undefined) {
    if (file === undefined) return;
    setChosen(file.name);
    if (file.size > props.megabytesMax * 1024 * 1024)
      return setSent({ kind: "refused", text: t("tooLarge", { most: props.megabytesMax }) });
    setSent({ kind: "sending", share: 0 });
    setSent(await send(props.address, file, (share) => setSent({ kind: "sending", share })));
  }
  if (sent.kind === "told")
    return (
      <ActionForm action={props.action} label={t("open")} onDone={() => setOpened(true)} className="max-w-[75ch]">
        <Preview preview={sent.preview} />
        <FormMessage />
        <input type="hidden" name="project" value={props.project} />
        <input type="hidden" name="upload" value={sent.preview.upload} />
        <div className="flex flex-wrap gap-2">
          {!opened && <SubmitButton>{t("import")}</SubmitButton>}
          <Button
            onClick={() => {
              setSent({ kind: "none" });
              setChosen("");
              setOpened(false);
            }}
          >
            {t("another")}
          </Button>
        </div>
      </ActionForm>
    );
  const sending = sent.kind === "sending";
  const percent = sending ? format.number(sent.share, { style: "percent" }) : "";
  return (
    <div className="flex max-w-lg flex-col gap-2">
      <FileDrop
        label={t("choose")}
        hint={t("chooseHint", { most: props.megabytesMax })}
        accept=".gz,.tgz,application/gzip"
        chosen={chosen === "" ? [] : [chosen]}
        onFiles={([file]) => void take(file)}
      />
      <p role="status" className="text-grey-7 empty:hidden">
        {sending && (sent.share < 1 ? t("sending", { percent }) : t("checking"))}
      </p>
      {sent.kind === "refused" && (
        <Notice tone="danger" announce>
          <p>{sent.text || t("notSent")}</p>
        </Notice>
      )}
    </div>
  );
}

function Preview({ preview }: { preview: ArchivePreview }) {
  const t = useText("archive");
  const format = useFormatter();
  const { counts } = preview;
  const of = (table: string) => counts[table] ?? 0;
  const day = format.dateTime(new Date(preview.createdAt), { dateStyle: "long" });
  return (
    <Notice title={t("found", { name: preview.workspaceName, day })}>
      <p>
        {t("holds", {
          events: of("PlanObject"),
          versions: of("PlanVersion"),
          branches: of("PlanBranch"),
          images: of("PlanImage"),
          cohorts: of("Cohort"),
          reports: of("Report"),
        })}
      </p>
      <p>{t("people", { known: preview.knownPeople, fresh: preview.newPeople })}</p>
      <p className="mt-1 font-medium">{t("projects")}</p>
      <ul className="list-disc ps-5">
        {preview.projects.map(({ name, slug, newSlug }) => (
          <li key={slug}>{t(slug === newSlug ? "sameSlug" : "newSlug", { name, slug, newSlug })}</li>
        ))}
      </ul>
    </Notice>
  );
}
