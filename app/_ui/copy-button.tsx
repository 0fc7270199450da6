"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { useText } from "./text.tsx";
import { toast } from "./toast.tsx";

/** Puts `text` on the clipboard, loaded only then where it is long, and says so. `label` names what is copied where several stand close together. */
export function CopyButton(props: {
  text: string | (() => Promise<string>);
  label?: string;
  size?: "small" | "small-icon";
  className?: string;
}) {
  const t = useText("shell");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof props.text === "string" ? props.text : await props.text());
      setCopied(true);
    } catch {
      toast({ text: t("copy.refused"), tone: "danger" });
    }
  }
  const Icon = copied ? Check : Copy;
  const word = copied ? t("copy.done") : (props.label ?? t("copy.verb"));
  const bare = props.size === "small-icon";
  return (
    <Button
      tone={bare ? "quiet" : "plain"}
      size={props.size ?? "small"}
      onClick={copy}
      aria-label={bare ? word : undefined}
      className={props.className}
    >
      <Icon aria-hidden />
      {!bare && <span aria-live="polite">{word}</span>}
    </Button>
  );
}
