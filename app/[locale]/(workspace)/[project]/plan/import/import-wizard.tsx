"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { RefusalNotice } from "../../../../../_ui/refusal-notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanHref } from "../use-plan-href.ts";
import {
  type ImportMode,
  type ImportPreview,
  type ImportResult,
  MOST_MEGABYTES,
  type PreviewImport,
  type RunImport,
} from "./import-answer.ts";
import { ImportReport } from "./import-report.tsx";
import { SheetMapping } from "./sheet-mapping.tsx";

interface Given {
  readonly files: readonly File[];
  readonly text: string;
}

function formOf(
  given: Given,
  mode: ImportMode,
  mapping: Readonly<Record<string, string>> | undefined,
  revision?: number,
): FormData {
  const form = new FormData();
  for (const file of given.files) form.append("files", file);
  if (given.files.length === 0) form.set("text", given.text);
  form.set("mode", mode);
  if (mapping) form.set("mapping", JSON.stringify(mapping));
  if (revision !== undefined) form.set("revision", String(revision));
  return form;
}

const MEGABYTE = 1024 * 1024;

/** Characters. A field for text grows slow with more: what is longer is taken as a file. */
const LONGEST_PASTE = 200_000;

/** In MB, as they travel. */
function sizeOf(given: Given): number {
  return given.files.reduce((sum, file) => sum + file.size, new Blob([given.text]).size) / MEGABYTE;
}

/** Upload or paste, see what it was taken for and what it would change, then import. Nothing is written before that. */
export function ImportWizard(props: {
  slug: string;
  branch: string;
  columns: readonly { id: string; label: string }[];
  preview: PreviewImport;
  run: RunImport;
}) {
  const t = useText("plan");
  const router = useRouter();
  const href = usePlanHref();
  const [given, setGiven] = useState<Given>({ files: [], text: "" });
  const [mode, setMode] = useState<ImportMode>("update");
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [refusal, setRefusal] = useState<Extract<ImportResult, { ok: false }>>();
  const [pending, setPending] = useState(false);
  const answer = useRef<HTMLDivElement>(null);
  const refused = refusal ?? (preview?.ok === false && !preview.isUnmapped ? preview : undefined);
  // It comes below the button that asked, where the window often ends.
  useEffect(() => {
    if (refused) answer.current?.scrollIntoView({ block: "nearest" });
  }, [refused]);
  const size = sizeOf(given);
  const tooLarge =
    size > MOST_MEGABYTES ? t("import.tooLarge", { size: Math.ceil(size * 10) / 10, most: MOST_MEGABYTES }) : undefined;
  const ready = tooLarge === undefined && (given.files.length > 0 || given.text.trim() !== "");

  async function look(next: { mode?: ImportMode; mapping?: Readonly<Record<string, string>> } = {}) {
    setPending(true);
    setRefusal(undefined);
    try {
      setPreview(
        await props.preview(props.slug, props.branch, formOf(given, next.mode ?? mode, next.mapping ?? mapping)),
      );
    } catch {
      toast({ text: t("loadFailed"), tone: "danger" });
    } finally {
      setPending(false);
    }
  }
  async function run() {
    if (!preview?.ok) return;
    setPending(true);
    try {
      const result = await props.run(props.slug, props.branch, formOf(given, mode, mapping, preview.revision));
      if (!result.ok) return setRefusal(result);
      toast({ text: t("import.done", { count: result.changes }) });
      router.push(href(""));
    } catch {
      toast({ text: t("saveFailed"), tone: "danger" });
    } finally {
      setPending(false);
    }
  }
  function give(next: Given) {
    setGiven(next);
    setPreview(undefined);
    setMapping(undefined);
    setRefusal(undefined);
  }
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <SourceStep given={given} give={give} tooLarge={tooLarge} />
      <FieldGroup legend={t("import.mode")}>
        {(["update", "replace"] as const).map((one) => (
          <label key={one} className="flex min-h-6 items-start gap-2">
            <input
              type="radio"
              name="mode"
              checked={mode === one}
              onChange={() => {
                setMode(one);
                if (preview) void look({ mode: one });
              }}
              className="mt-0.5 size-4 accent-accent-7"
            />
            <span>
              {t(`import.${one}`)}
              <span className="block text-grey-7 text-grid">{t(`import.${one}Hint`)}</span>
            </span>
          </label>
        ))}
      </FieldGroup>
      <div>
        <Button tone={preview ? "plain" : "primary"} disabled={!ready} pending={pending} onClick={() => void look()}>
          {t("import.look")}
        </Button>
      </div>
      {preview && preview.sheets.length > 0 && (
        <SheetMapping
          sheets={preview.sheets}
          columns={props.columns}
          onChange={(next) => {
            setMapping(next);
            void look({ mapping: next });
          }}
        />
      )}
      <div ref={answer} className="flex scroll-mb-4 flex-col gap-5 empty:hidden">
        {preview && <ImportReport preview={preview} />}
        <RefusalNotice refusal={refusal} />
      </div>
      {preview?.ok && preview.changeCount > 0 && (
        <div>
          <Button tone="primary" pending={pending} onClick={() => void run()}>
            {t("import.run", { count: preview.changeCount })}
          </Button>
        </div>
      )}
    </div>
  );
}

function SourceStep({
  given,
  give,
  tooLarge,
}: {
  given: Given;
  give: (given: Given) => void;
  tooLarge: string | undefined;
}) {
  const t = useText("plan");
  return (
    <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
      <FileDrop
        label={t("import.choose")}
        chosen={given.files.map((file) => file.name)}
        hint={t("import.formats", { most: MOST_MEGABYTES })}
        error={given.files.length > 0 ? tooLarge : undefined}
        accept=".yaml,.yml,.json,.csv,.tsv,.xlsx,.txt"
        onFiles={(files) => give({ files, text: "" })}
      />
      <Field
        label={t("import.paste")}
        hint={t("import.pasteHint")}
        error={given.files.length === 0 ? tooLarge : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            code
            rows={4}
            value={given.text}
            onChange={(event) => give({ files: [], text: event.target.value })}
            onPaste={(event) => {
              const text = event.clipboardData.getData("text/plain");
              if (text.length <= LONGEST_PASTE) return;
              event.preventDefault();
              give({ files: [new File([text], `${t("import.pasted")}.txt`, { type: "text/plain" })], text: "" });
            }}
          />
        )}
      </Field>
    </div>
  );
}
