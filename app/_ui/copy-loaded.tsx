"use client";

import { CopyButton } from "./copy-button.tsx";

/** A text onto the clipboard that is fetched when it is asked for: it may be long. */
export function CopyLoaded({ address, label }: { address: string; label: string }) {
  async function load() {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`What is to be copied was answered with ${answer.status}.`);
    return answer.text();
  }
  return <CopyButton text={load} label={label} />;
}
