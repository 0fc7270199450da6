import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { ViolationSample } from "../../../../../../lib/violation/store.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import type { Opened } from "../page-of.ts";

/** A few events as they were received, values of private properties covered. */
export function SampleList({ opened, samples }: { opened: Opened; samples: readonly ViolationSample[] }) {
  const { language, project, t } = opened;
  const shell = translator(language, "shell");
  const format = formatterOf(language, project.timeZone);
  return (
    <section aria-labelledby="samples" className="max-w-4xl">
      <h2 id="samples" className="font-semibold">
        {t("samples.title")}
      </h2>
      <p className="mb-2 text-grey-7">{t("samples.text")}</p>
      <ol className="flex flex-col gap-3">
        {samples.map((sample) => (
          <li key={sample.uid} className="rounded border">
            <p className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
              <VerdictShape verdict={sample.verdict} />
              <span className="font-medium">{shell(`verdict.${sample.verdict}`)}</span>
              <span className="text-grey-7">
                {format.dateTime(sample.receivedAt, { dateStyle: "short", timeStyle: "medium" })}
              </span>
              <span className="text-grey-7">
                {t("samples.from", { source: sample.source, version: sample.planVersion })}
                {sample.appVersion !== "" && ` · ${sample.appVersion}`}
              </span>
            </p>
            <ul className="list-disc px-3 pb-2 pl-8 text-grid">
              {sample.violations.map((violation) => (
                <li key={`${violation.code} ${violation.path} ${violation.keyword ?? ""}`} className="break-words">
                  {violation.message[language]}
                </li>
              ))}
            </ul>
            <CodeBlock
              code={typeof sample.call === "string" ? sample.call : JSON.stringify(sample.call, null, 2)}
              language="json"
              label={t("samples.payload")}
              className="rounded-none border-0 border-t"
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
