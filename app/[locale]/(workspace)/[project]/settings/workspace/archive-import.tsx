"use client";

import { useRef, useState } from "react";
import type { ArchivePreview } from "../../../../../../lib/archive/inspect-archive.ts";
import type { UploadedArchive } from "../../../../../../lib/archive/uploaded-archive.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { ProgressLine } from "../../../../../_ui/progress-line.tsx";
import { askWithProgress, type Outcome, type Share } from "../../../../../_ui/progress-request.ts";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";

/** The workspace that an archive became. */
interface Opened {
  readonly name: string;
  /** Slug of its first project. */
  readonly project: string | undefined;
}

type State =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly progress: Share }
  | { readonly kind: "told"; readonly preview: UploadedArchive }
  | { readonly kind: "opening"; readonly preview: UploadedArchive; readonly share: number }
  | { readonly kind: "opened"; readonly opened: Opened };

/** Sends an archive, shows what it holds, and opens it as a new workspace once somebody says so. Each can be stopped. */
export function ArchiveImport(props: { address: string; language: string; megabytesMax: number }) {
  const t = useText("archive");
  const [chosen, setChosen] = useState("");
  const [state, setState] = useState<State>({ kind: "none" });
  const [refusal, setRefusal] = useState<string>();
  const stop = useRef<AbortController>(undefined);

  async function ask<T>(
    given: Omit<Parameters<typeof askWithProgress>[0], "signal" | "contentType">,
    onShare: (share: Share) => void,
  ) {
    const controller = new AbortController();
    stop.current = controller;
    setRefusal(undefined);
    const outcome: Outcome<T> = await askWithProgress<T>(
      { ...given, contentType: "application/gzip", signal: controller.signal },
      onShare,
    );
    if (outcome.kind === "refused") setRefusal(outcome.text);
    return outcome;
  }

  function another() {
    setState({ kind: "none" });
    setChosen("");
    setRefusal(undefined);
  }

  async function take(file: File | undefined) {
    if (file === undefined) return;
    setChosen(file.name);
    if (file.size > props.megabytesMax * 1024 * 1024) return setRefusal(t("tooLarge", { most: props.megabytesMax }));
    setState({ kind: "sending", progress: { of: "sending", share: 0 } });
    const outcome = await ask<UploadedArchive>({ method: "POST", address: props.address, file }, (progress) =>
      setState({ kind: "sending", progress }),
    );
    setState(outcome.kind === "done" ? { kind: "told", preview: outcome.value } : { kind: "none" });
  }

  async function open(preview: UploadedArchive) {
    setState({ kind: "opening", preview, share: 0 });
    const address = `${props.address}?upload=${preview.upload}`;
    const outcome = await ask<Opened>({ method: "PUT", address }, ({ share }) =>
      setState({ kind: "opening", preview, share }),
    );
    setState(outcome.kind === "done" ? { kind: "opened", opened: outcome.value } : { kind: "told", preview });
  }

  const cancel = <Button onClick={() => stop.current?.abort()}>{t("cancel")}</Button>;
  const refused = refusal !== undefined && (
    <Notice tone="danger" announce>
      <p>{refusal || t(state.kind === "told" ? "notOpened" : "notSent")}</p>
    </Notice>
  );
  if (state.kind === "opened")
    return (
      <div className="flex max-w-reading flex-col items-start gap-2">
        <Notice announce>
          <p>{t("imported", { name: state.opened.name })}</p>
          {state.opened.project !== undefined && (
            <p>
              <TextLink href={`/${props.language}/${state.opened.project}/overview`}>{t("go")}</TextLink>
            </p>
          )}
        </Notice>
        <Button onClick={another}>{t("another")}</Button>
      </div>
    );
  if (state.kind === "told" || state.kind === "opening")
    return (
      <div className="flex max-w-reading flex-col gap-3">
        <Preview preview={state.preview} />
        {refused}
        {state.kind === "opening" ? (
          <ProgressLine label={t("opening")} share={state.share}>
            {cancel}
          </ProgressLine>
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button tone="primary" onClick={() => void open(state.preview)}>
              {t("import")}
            </Button>
            <Button onClick={another}>{t("another")}</Button>
          </div>
        )}
      </div>
    );
  return (
    <div className="flex max-w-lg flex-col gap-2">
      <FileDrop
        label={t("choose")}
        hint={t("chooseHint", { most: props.megabytesMax })}
        accept=".gz,.tgz,application/gzip"
        chosen={chosen === "" ? [] : [chosen]}
        onFiles={([file]) => void take(file)}
      />
      {state.kind === "sending" && (
        <ProgressLine
          label={t(state.progress.of === "working" || state.progress.share === 1 ? "checking" : "sending")}
          share={state.progress.of === "sending" && state.progress.share === 1 ? 0 : state.progress.share}
        >
          {cancel}
        </ProgressLine>
      )}
      {refused}
    </div>
  );
}

function Preview({ preview }: { preview: ArchivePreview }) {
  const t = useText("archive");
  const format = useFormatter();
  const { counts, events } = preview;
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
      <p>{events === undefined ? t("noEvents") : t("received", { events })}</p>
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
