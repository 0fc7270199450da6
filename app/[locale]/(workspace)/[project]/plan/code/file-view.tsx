import { Download } from "lucide-react";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import { CopyLoaded } from "../../../../../_ui/copy-loaded.tsx";
import { languageOfFile } from "../../../../../_ui/highlight.ts";

/** Beyond this many the page would be slow. */
const LINES_MAX = 1_500;

/** One generated file: read here, copied or downloaded whole. */
export function FileView(props: { path: string; text: string; address: string; t: AreaText<"code"> }) {
  const { path, text, address, t } = props;
  const lines = text.trimEnd().split("\n");
  return (
    <section aria-labelledby="file" className="flex min-w-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="file" className="min-w-0 break-all font-mono font-semibold">
          {path}
        </h2>
        <div className="flex flex-wrap gap-2">
          <CopyLoaded address={address} label={t("copyFile")} />
          <a className={buttonStyle({ size: "small" })} href={address} download>
            <Download aria-hidden />
            {t("downloadFile")}
          </a>
        </div>
      </div>
      {lines.length > LINES_MAX && <p className="text-grey-7">{t("cut", { shown: LINES_MAX, all: lines.length })}</p>}
      <CodeBlock
        code={lines.slice(0, LINES_MAX).join("\n")}
        language={languageOfFile(path)}
        label={t("codeIn", { path })}
        copy={false}
      />
    </section>
  );
}
