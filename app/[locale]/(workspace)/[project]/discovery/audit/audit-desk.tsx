"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { downloadBlob } from "../../../../../_ui/chart/download.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { ProgressLine } from "../../../../../_ui/progress-line.tsx";
import { askWithProgress, type Outcome, type Share } from "../../../../../_ui/progress-request.ts";
import { Select, type SelectOption } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { auditBlob, type SentAudit } from "./sent-audit.ts";

const DAYS = [1, 7, 30, 90];

interface Told {
  readonly tone: "info" | "warning" | "danger";
  readonly text: string;
}

/** What is audited and how, and the work while it goes on; what comes of it is a download. */
export function AuditDesk(props: {
  address: string;
  mostBytes: number;
  sources: readonly SelectOption[];
  hasPlan: boolean;
  hasPdf: boolean;
}) {
  const t = useText("discovery");
  const own = useLanguage();
  const [file, setFile] = useState<File | undefined>();
  const [asked, setAsked] = useState({
    source: "",
    days: "7",
    language: own as string,
    format: "html",
    against: "latest",
  });
  const [notice, setNotice] = useState<Told | undefined>();
  const [running, setRunning] = useState<AbortController | undefined>();
  const [progress, setProgress] = useState<Share>({ of: "sending", share: 0 });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const choose = (name: keyof typeof asked) => (event: { target: { value: string } }) =>
    setAsked({ ...asked, [name]: event.target.value });

  async function make() {
    if (asked.source === "" && file === undefined) return setNotice({ tone: "danger", text: t("audit.nothingChosen") });
    if (asked.source === "" && file !== undefined && file.size > props.mostBytes)
      return setNotice({ tone: "danger", text: t("audit.tooLarge") });
    const controller = new AbortController();
    current.current = controller;
    setRunning(controller);
    setProgress({ of: asked.source === "" ? "sending" : "working", share: 0 });
    setNotice(undefined);
    const { source, ...rest } = asked;
    const name =
      source === "" ? (file?.name ?? "") : (props.sources.find(({ value }) => value === source)?.label ?? "");
    const query = new URLSearchParams({
      ...rest,
      name: String(name).slice(0, 200),
      ...(source === "" ? {} : { source }),
    });
    const outcome = await askWithProgress<SentAudit>(
      {
        ...{ method: "POST", address: `${props.address}?${query}`, signal: controller.signal },
        ...(source === "" && file !== undefined ? { file } : {}),
      },
      setProgress,
    );
    setNotice(told(outcome, String(name)));
    setRunning(undefined);
  }

  function told(outcome: Outcome<SentAudit>, name: string): Told {
    if (outcome.kind === "stopped") return { tone: "warning", text: t("audit.cancelled") };
    if (outcome.kind === "refused") return { tone: "danger", text: outcome.text || t("audit.failed") };
    const extension = asked.format === "json" ? "json" : `${asked.language}.${asked.format}`;
    downloadBlob(auditBlob(outcome.value), `audit-${name.replace(/[^\w.-]+/g, "_")}.${extension}`);
    return { tone: "info", text: t("audit.done", { name }) };
  }

  const select = (name: keyof typeof asked, label: string, options: readonly SelectOption[], hint?: string) => (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(control) => <Select {...control} value={asked[name]} onChange={choose(name)} options={options} />}
    </Field>
  );
  return (
    <section aria-label={t("audit.screen")} className="flex flex-col gap-4">
      <FileDrop
        label={t("audit.drop")}
        hint={t("audit.dropHint")}
        chosen={file === undefined ? [] : [file.name]}
        accept=".har,.csv,.tsv,.ndjson,.jsonl,.json"
        onFiles={([first]) => {
          setFile(first);
          setAsked({ ...asked, source: "" });
          setNotice(undefined);
        }}
      />
      {props.sources.length > 0 &&
        select(
          "source",
          t("audit.orSource"),
          [{ value: "", label: t("audit.noSource") }, ...props.sources],
          t("audit.sourceHint"),
        )}
      {asked.source !== "" &&
        select(
          "days",
          t("span"),
          DAYS.map((days) => ({ value: String(days), label: t("days", { days }) })),
        )}
      {props.hasPlan &&
        select("against", t("audit.against"), [
          { value: "latest", label: t("audit.againstLatest") },
          { value: "none", label: t("audit.againstNone") },
        ])}
      {select("language", t("audit.language"), [
        { value: "en", label: t("audit.languages.en") },
        { value: "fr", label: t("audit.languages.fr") },
      ])}
      {select("format", t("audit.format"), [
        { value: "html", label: t("audit.html") },
        ...(props.hasPdf ? [{ value: "pdf", label: t("audit.pdf") }] : []),
        { value: "json", label: t("audit.json") },
      ])}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" pending={running !== undefined} onClick={make}>
          {t("audit.make")}
        </Button>
        {running !== undefined && (
          <ProgressLine
            label={t(progress.of === "sending" && progress.share < 1 ? "audit.sending" : "audit.making")}
            share={progress.of === "sending" && progress.share === 1 ? 0 : progress.share}
          >
            <Button onClick={() => running.abort()}>{t("audit.cancel")}</Button>
          </ProgressLine>
        )}
      </div>
      {notice && (
        <Notice key={notice.text} tone={notice.tone} announce>
          {notice.text}
        </Notice>
      )}
    </section>
  );
}
