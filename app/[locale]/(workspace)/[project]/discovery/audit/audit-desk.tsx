"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { downloadBlob } from "../../../../../_ui/chart/download.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { Select, type SelectOption } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";

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
  const [told, setTold] = useState<Told | undefined>();
  const [running, setRunning] = useState<AbortController | undefined>();
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const choose = (name: keyof typeof asked) => (event: { target: { value: string } }) =>
    setAsked({ ...asked, [name]: event.target.value });

  async function make() {
    if (asked.source === "" && file === undefined) return setTold({ tone: "danger", text: t("audit.nothingChosen") });
    if (asked.source === "" && file !== undefined && file.size > props.mostBytes)
      return setTold({ tone: "danger", text: t("audit.tooLarge") });
    const controller = new AbortController();
    current.current = controller;
    setRunning(controller);
    setTold(undefined);
    const { source, ...rest } = asked;
    const name =
      source === "" ? (file?.name ?? "") : (props.sources.find(({ value }) => value === source)?.label ?? "");
    const query = new URLSearchParams({
      ...rest,
      name: String(name).slice(0, 200),
      ...(source === "" ? {} : { source }),
    });
    setTold(await answered(`${props.address}?${query}`, String(name), controller.signal));
    setRunning(undefined);
  }

  async function answered(address: string, name: string, signal: AbortSignal): Promise<Told> {
    try {
      const headers = { "content-type": "application/octet-stream" };
      const body = asked.source === "" ? (file ?? null) : null;
      const answer = await fetch(address, { method: "POST", headers, body, signal });
      if (!answer.ok) return { tone: "danger", text: (await answer.text()) || t("audit.failed") };
      const extension = asked.format === "json" ? "json" : `${asked.language}.${asked.format}`;
      downloadBlob(await answer.blob(), `audit-${name.replace(/[^\w.-]+/g, "_")}.${extension}`);
      return { tone: "info", text: t("audit.done", { name }) };
    } catch {
      return signal.aborted
        ? { tone: "warning", text: t("audit.cancelled") }
        : { tone: "danger", text: t("audit.failed") };
    }
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
          setTold(undefined);
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
          <>
            <span role="status">{t("audit.making")}</span>
            <Button onClick={() => running.abort()}>{t("audit.cancel")}</Button>
          </>
        )}
      </div>
      {told && (
        <Notice key={told.text} tone={told.tone} announce>
          {told.text}
        </Notice>
      )}
    </section>
  );
}
