"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { LossView } from "./import-answer.ts";

/** The plan in every format it can be written in, each with what that format cannot carry. */
export function ExportList(props: {
  slug: string;
  branch: string;
  formats: readonly { readonly name: string; readonly label: string }[];
  loss: (slug: string, branch: string, format: string) => Promise<readonly LossView[]>;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const [reports, setReports] = useState<Readonly<Record<string, readonly LossView[]>>>({});
  async function check(format: string) {
    try {
      const loss = await props.loss(props.slug, props.branch, format);
      setReports((all) => ({ ...all, [format]: loss }));
    } catch {
      toast({ text: t("loadFailed"), tone: "danger" });
    }
  }
  return (
    <ul className="max-w-4xl border-t">
      {props.formats.map(({ name, label }) => {
        const report = reports[name];
        return (
          <li key={name} className="border-b py-2">
            <div className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 flex-1">{label}</span>
              <Button size="small" onClick={() => void check(name)}>
                {t("export.check")}
              </Button>
              <a
                className={buttonStyle({ size: "small" })}
                href={`/${language}/${props.slug}/plan/export/${name}?branch=${encodeURIComponent(props.branch)}`}
                download
              >
                <Download aria-hidden />
                {t("export.download")}
              </a>
            </div>
            <div role="status">
              {report && report.length === 0 && <p className="text-grey-7 text-grid">{t("export.lossless")}</p>}
              {report && report.length > 0 && (
                <>
                  <p className="text-grid">{t("export.lossCount", { count: report.length })}</p>
                  <ul className="max-h-48 list-disc overflow-y-auto pl-5 text-grid text-grey-8">
                    {report.map((entry) => (
                      <li key={`${entry.path} ${entry.text}`} className="break-words">
                        <code>{entry.path}</code> {entry.text}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
