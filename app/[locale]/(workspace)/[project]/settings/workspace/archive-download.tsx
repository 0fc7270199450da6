"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { sizeText } from "./size-text.ts";

type State =
  | { readonly kind: "idle" | "failed" }
  | { readonly kind: "running" | "done"; readonly bytes: number; readonly message?: string };

/** Hands the browser a file under its name. */
function save(parts: readonly BlobPart[], name: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type: "application/gzip" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What the events add to an archive: about so many bytes. */
export function EventEstimate({ events, bytes }: { events: number; bytes: number }) {
  return useText("archive")("withEventsHint", { events, size: sizeText(useFormatter(), bytes) });
}

/** How often it is said how far it is. */
const TOLD_EVERY_MS = 200;
/** Chunks that are put together into one, which the browser may keep on disk. */
const CHUNKS_TOGETHER = 512;

/** Downloads the archive, says how far it is, and can be stopped; what is not whole is not saved. */
export function ArchiveDownload(props: { address: string; name: string; hint: ReactNode }) {
  const { address, name, hint } = props;
  const t = useText("archive");
  const format = useFormatter();
  const [state, setState] = useState<State>({ kind: "idle" });
  const [refusal, setRefusal] = useState("");
  const [withEvents, setWithEvents] = useState(true);
  const stop = useRef<AbortController>(undefined);

  async function download() {
    const controller = new AbortController();
    stop.current = controller;
    setRefusal("");
    setState({ kind: "running", bytes: 0 });
    try {
      const answer = await fetch(withEvents ? address : `${address}?events=none`, { signal: controller.signal });
      if (!answer.ok || answer.body === null) {
        setRefusal(answer.status < 500 ? await answer.text() : "");
        setState({ kind: "failed" });
        return;
      }
      let parts: BlobPart[] = [];
      let bytes = 0;
      let toldAt = 0;
      const reader = answer.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value as Uint8Array<ArrayBuffer>);
        bytes += value.length;
        if (parts.length >= CHUNKS_TOGETHER) parts = [new Blob(parts)];
        if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
        toldAt = Date.now();
        setState({ kind: "running", bytes });
      }
      save(parts, name);
      setState({ kind: "done", bytes });
    } catch {
      setState({ kind: controller.signal.aborted ? "idle" : "failed" });
    }
  }

  const running = state.kind === "running";
  return (
    <div className="flex flex-col items-start gap-2">
      <Checkbox
        label={t("withEvents")}
        hint={hint}
        checked={withEvents}
        disabled={running}
        onChange={(event) => setWithEvents(event.currentTarget.checked)}
        className="max-w-reading"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={download} pending={running}>
          {t("download")}
        </Button>
        {running && <Button onClick={() => stop.current?.abort()}>{t("cancel")}</Button>}
        <span role="status" className="text-grey-7 tabular-nums">
          {running && t("downloading", { size: sizeText(format, state.bytes) })}
          {state.kind === "done" && t("done", { size: sizeText(format, state.bytes) })}
        </span>
      </div>
      {state.kind === "failed" && (
        <Notice tone="danger" announce>
          <p>{refusal || t("failed")}</p>
        </Notice>
      )}
    </div>
  );
}
