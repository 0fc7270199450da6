"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { EventView } from "../view.ts";
import { TargetSelect, Trouble, Updating, useEventCode } from "./event-preview.tsx";
import type { Ask } from "./use-preview.ts";

/** The generated code below what is edited, for those who want to see what an edit makes of it. */
export function CodeDock({ view, ask }: { view: EventView; ask?: Ask }) {
  const t = useText("code");
  const [open, setOpen] = useQueryState("preview", parseAsBoolean.withDefault(false));
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <section aria-label={t("preview")} className="shrink-0 border-t">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => void setOpen(open ? null : true)}
        className="flex h-9 w-full items-center gap-1.5 px-4 text-grid outline-offset-[-2px] hover:bg-grey-2"
      >
        <Icon aria-hidden className="size-4 text-grey-7" />
        {t("preview")}
      </button>
      {open && <DockBody view={view} {...(ask === undefined ? {} : { ask })} />}
    </section>
  );
}

function DockBody({ view, ask }: { view: EventView; ask?: Ask }) {
  const t = useText("code");
  const { target, setTarget, preview } = useEventCode(view, ask);
  const { code, pending, files } = preview;
  const [file] = files;
  return (
    <div aria-busy={pending} className="flex flex-col gap-2 px-4 pb-3">
      {code === undefined && pending && <Skeleton className="h-40 w-full" />}
      {code && <TargetSelect code={code} target={target} onChange={setTarget} />}
      <Updating pending={pending} />
      <Trouble preview={preview} />
      {file && <CodeLines lines={file.lines} label={t("codeIn", { path: file.path })} height="short" />}
    </div>
  );
}
