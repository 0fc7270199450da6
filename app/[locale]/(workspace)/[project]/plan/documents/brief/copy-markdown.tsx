"use client";

import { CopyButton } from "../../../../../../_ui/copy-button.tsx";

/** The brief as Markdown onto the clipboard, fetched when it is asked for: it may be long. */
export function CopyMarkdown({ address, label }: { address: string; label: string }) {
  async function load() {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The brief was answered with ${answer.status}.`);
    return answer.text();
  }
  return <CopyButton text={load} label={label} />;
}
