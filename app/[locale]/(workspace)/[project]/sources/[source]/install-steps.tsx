import { jsonLit } from "../../../../../../codegen/escape.ts";
import { installLines } from "../../../../../../codegen/install-lines.ts";
import { sdkPlan } from "../../../../../../codegen/model/sdk-plan.ts";
import type { Target } from "../../../../../../codegen/targets.ts";
import type { Platform, SourceSummary } from "../../../../../../lib/access/source.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { callExample } from "../../../../../../lib/document/call-example.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { PublishedPlan } from "../../../../../../lib/plan/plan.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { Opened } from "../page-of.ts";

/** How the SDK is started; where the plan asks people to agree to something, also what they agreed to. */
function startOf(key: string, host: string, published: PublishedPlan | undefined): string {
  const [purpose] = published === undefined ? [] : sdkPlan(published).purposes;
  if (purpose === undefined)
    return `import { init } from "./tracking";\n\ninit({ writeKey: "${key}", host: "${host}" });`;
  return `import { init, setConsent } from "./tracking";

init({ writeKey: "${key}", host: "${host}", consent: {} });
setConsent(${jsonLit({ [purpose]: true })});`;
}

/** What is installed there as a package; nothing for Apple's, whose language has no SDK. */
const PACKAGES: { readonly [P in Platform]?: Target } = {
  web: "typescript",
  node: "typescript",
  android: "kotlin",
  other: "python",
};

/** Install line, start of the SDK and a call to paste; the same for a Segment library that is there already. */
export async function InstallSteps(props: {
  opened: Opened;
  source: SourceSummary;
  published: PublishedPlan | undefined;
}) {
  const { opened, source, published } = props;
  const { language, project, t } = opened;
  const host = readEnv().publicUrl;
  const key = source.writeKeys[0]?.key ?? "";
  const event = published?.plan.events.find((one) => one.critical) ?? published?.plan.events[0];
  const install = [
    `npm i -D ${host}/cli/gabarit.tgz`,
    `GABARIT_URL=${host} GABARIT_TOKEN=… npx gabarit generate ${project.slug} --target typescript --out src/tracking`,
  ].join("\n");
  const packaged = PACKAGES[source.platform];
  const start = startOf(key, host, published);
  const curl = `curl ${host}/v1/track -u ${key}: -H 'content-type: application/json' \\\n  -d '{"userId":"u1","event":"${(event?.name ?? "Signed Up").replaceAll("'", "'\\''").replaceAll('"', '\\"')}","properties":{}}'`;
  return (
    <section aria-labelledby="install" className="flex max-w-4xl flex-col gap-4">
      <h2 id="install" className="font-semibold">
        {t("install.title")}
      </h2>
      {published === undefined && (
        <p className="text-grey-7">
          {t("install.unpublished")}{" "}
          <TextLink href={`/${language}/${project.slug}/versions`}>{t("install.publish")}</TextLink>
        </p>
      )}
      <Step title={t("install.generate")}>
        <CodeBlock code={install} language="bash" label={t("install.generate")} />
      </Step>
      {published !== undefined && packaged !== undefined && (
        <Step title={t("install.package", { version: published.version })} text={t("install.packageText")}>
          <CodeBlock
            code={installLines(packaged, { host, slug: project.slug, version: published.version })}
            language="bash"
            label={t("install.package", { version: published.version })}
          />
        </Step>
      )}
      <Step title={t("install.start")}>
        <CodeBlock code={start} language="typescript" label={t("install.start")} />
      </Step>
      {published !== undefined && event !== undefined && (
        <Step title={t("install.call")}>
          <CodeBlock
            code={callExample(published.plan, event, translator(language, "plan"), source.slug)}
            language="typescript"
            label={t("install.call")}
          />
        </Step>
      )}
      <Step title={t("install.curl")} text={t("install.curlText")}>
        <CodeBlock code={curl} language="bash" label={t("install.curl")} />
      </Step>
    </section>
  );
}

function Step(props: { title: string; text?: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-medium text-grid">{props.title}</h3>
      {props.text && <p className="max-w-reading text-grey-7 text-grid">{props.text}</p>}
      {props.children}
    </div>
  );
}
