"use client";

import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** The notice onto the clipboard, in the form a page of one's own takes. */
export function CopyNotice({ markdown, html }: { markdown: string; html: string }) {
  const t = useText("register");
  return (
    <div className="flex flex-wrap gap-2 pb-4 print:hidden">
      <CopyButton text={markdown} label={t("copyMarkdown")} />
      <CopyButton text={html} label={t("copyHtml")} />
    </div>
  );
}
