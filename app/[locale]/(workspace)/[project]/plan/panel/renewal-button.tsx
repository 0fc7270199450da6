"use client";

import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";

type Window = typeof import("./renewal-dialog.tsx").RenewalDialog;

/** Findings that are answered by renewing, deprecating or removing what they speak of. */
const OF_LIFE: ReadonlySet<string> = new Set(["expired", "expiring_soon", "stale_event", "deprecation_overdue"]);

/** Opens the evidence on what a finding speaks of, where it speaks of the end of something. */
export function DecideButton({ rule, path }: { rule: string; path: string }) {
  return OF_LIFE.has(rule) ? <RenewalButton path={path} rule={rule} /> : null;
}

/** Opens the evidence on the event or property at `path`, with the ways to go on; loaded when it is first opened. */
export function RenewalButton({ path, rule }: { path: string; rule?: string }) {
  const t = useText("plan");
  const shell = useText("shell");
  const [Opened, setOpened] = useState<Window>();
  /** A load that failed is tried again with the next opening. */
  async function open() {
    try {
      const { RenewalDialog } = await import("./renewal-dialog.tsx");
      setOpened(() => RenewalDialog);
    } catch {
      toast({ text: shell("form.unreachable"), tone: "danger" });
    }
  }
  return (
    <>
      <Button size="small" onClick={open}>
        <CalendarClock aria-hidden />
        {t(rule === undefined ? "renewal.open" : "renewal.decide")}
      </Button>
      {Opened && <Opened path={path} rule={rule} onClose={() => setOpened(undefined)} />}
    </>
  );
}
