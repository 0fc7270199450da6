import type { Metadata } from "next";
import { installationPublicKey } from "../../../../../../lib/acceptance/signing-key.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { verifyResultAction } from "../actions.ts";
import { type AcceptanceProps, openAcceptance } from "../page-of.ts";
import { VerifyDesk } from "./verify-desk.tsx";

export async function generateMetadata(props: AcceptanceProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "acceptance")("verify.title") };
}

/** Whether a signed result is as it was signed, and the key that others check it with. */
export default async function VerifyPage(props: AcceptanceProps) {
  const { language, project, t } = await openAcceptance(props);
  const { keyId, publicKey } = await installationPublicKey();
  return (
    <>
      <PageHeader title={t("verify.title")} text={t("verify.text")} />
      <div className="flex max-w-lg flex-col gap-8 px-4 pb-8">
        <TextProvider language={language} areas={["acceptance"]}>
          <VerifyDesk slug={project.slug} verify={verifyResultAction} />
        </TextProvider>
        <section aria-labelledby="key">
          <h2 id="key" className="mb-1 font-semibold">
            {t("verify.key")}
          </h2>
          <p className="mb-2 text-grey-7">{t("verify.keyText", { id: keyId })}</p>
          <pre className="mb-2 overflow-x-auto whitespace-pre-wrap break-all rounded border bg-grey-2 px-3 py-2 text-grid">
            {publicKey.trim()}
          </pre>
          <CopyButton text={publicKey} />
        </section>
      </div>
    </>
  );
}
