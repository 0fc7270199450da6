import { printable } from "../../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import type { ViolationDetail, ViolationSample } from "../../../../../../lib/violation/store.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import { mendedCall } from "../../mended-call.ts";
import type { Opened } from "../page-of.ts";

interface Props {
  readonly opened: Opened;
  readonly violation: ViolationDetail;
  /** The latest published plan: calls are mended by it. */
  readonly plan: Plan | undefined;
}

/** A few events as they were received, values of private properties covered, each with the call it should have been. */
export function SampleList(props: Props) {
  const { t } = props.opened;
  return (
    <section aria-labelledby="samples" className="max-w-4xl">
      <h2 id="samples" className="font-semibold">
        {t("samples.title")}
      </h2>
      <p className="mb-2 text-grey-7">{t("samples.text")}</p>
      <ol className="flex flex-col gap-2">
        {props.violation.samples.map((sample, index) => (
          <Sample key={sample.uid} {...props} sample={sample} open={index === 0} />
        ))}
      </ol>
    </section>
  );
}

function Sample({ opened, sample, open, ...rest }: Props & { sample: ViolationSample; open: boolean }) {
  const { language, project, t } = opened;
  const source = rest.violation.sources.find(({ slug }) => slug === sample.source)?.name || sample.source;
  const shell = translator(language, "shell");
  const resolved = translator(language, "source");
  const format = formatterOf(language, project.timeZone);
  return (
    <li className="rounded border">
      <details open={open}>
        <summary className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
          <VerdictShape verdict={sample.verdict} />
          <span className="font-medium">{shell(`verdict.${sample.verdict}`)}</span>
          <span className="text-grey-7">
            {t("samples.from", { source, version: sample.planVersion })}
            {sample.appVersion !== "" && ` · ${sample.appVersion}`}
          </span>
          <span className="ml-auto text-grey-7">
            {format.dateTime(sample.receivedAt, { dateStyle: "short", timeStyle: "medium" })}
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t px-3 py-2">
          {sample.person !== undefined && (
            <TextLink href={`/${language}/${project.slug}/people/${sample.person}`} className="self-start text-grid">
              {translator(language, "people")("open")}
            </TextLink>
          )}
          {sample.resolved && (
            <p className="text-grey-7 text-grid">
              {resolved(`resolved.${sample.resolved}`, { version: sample.planVersion })}
              {sample.plannedName && ` ${resolved("resolved.renamed", { name: printable(sample.plannedName) })}`}
            </p>
          )}
          <ul className="list-disc pl-5 text-grid">
            {sample.violations.map((violation) => (
              <li key={`${violation.code} ${violation.path} ${violation.keyword ?? ""}`} className="break-words">
                {violation.message[language]}
              </li>
            ))}
          </ul>
          <Corrected opened={opened} sample={sample} {...rest} />
          <div>
            <h3 className="mb-1 font-medium text-grid">{t("samples.payload")}</h3>
            <CodeBlock
              code={typeof sample.call === "string" ? sample.call : JSON.stringify(sample.call, null, 2)}
              language="json"
              label={t("samples.payload")}
            />
          </div>
        </div>
      </details>
    </li>
  );
}

/** Nothing where no correction is sensible. */
async function Corrected({ opened, violation, plan, sample }: Props & { sample: ViolationSample }) {
  const { language, t } = opened;
  const mended = await mendedCall({ ...sample, eventId: violation.eventId }, plan, language);
  if (mended === undefined) return null;
  return (
    <div data-corrected>
      <h3 className="mb-1 font-medium text-grid">{t("samples.corrected")}</h3>
      <ul className="mb-1 list-disc pl-5 text-grey-7 text-grid">
        {mended.changes.map((text) => (
          <li key={text} className="break-words">
            {text}
          </li>
        ))}
      </ul>
      <CodeLines lines={mended.call} label={t("samples.corrected")} />
    </div>
  );
}
