import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { isUserError, UserError } from "../../../../../../../lib/base/error.ts";
import type { Waiting } from "../../../../../../../lib/base/waiting.ts";
import { AUDIT_BYTES } from "../../../../../../../lib/discovery/run-audit.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { progressAnswer } from "../../../../../../_access/progress-answer.ts";
import { actionProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { type AuditFile, auditFile, auditInput } from "../../../../../../_hand-over/audit-file.ts";
import { auditQueryShape } from "../../../../../../api/_rest/discovery-shape.ts";
import { readBytes } from "../../../../../../api/_rest/read-request.ts";
import type { SentAudit } from "../sent-audit.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

function sent({ content, mediaType }: AuditFile): SentAudit {
  return typeof content === "string"
    ? { mediaType, text: content }
    : { mediaType, base64: Buffer.from(content).toString("base64") };
}

/** The browser that makes PDFs may fail; the document itself is there to print then. */
function pdfFault(error: unknown): unknown {
  if (!isUserError(error) || error.code !== "unavailable") return error;
  const [en, fr] = (["en", "fr"] as const).map((language) => translator(language, "document")("page.pdfFailed"));
  return new UserError("unavailable", { fields: [{ path: "format", en: en ?? "", fr: fr ?? "" }], cause: error });
}

/** The audit of the file that is sent, or of the source that the address names; how far it is comes before it. */
export async function POST(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  try {
    const project = await actionProject(slug, "viewer");
    await limitRate("exportData", project.actor.id);
    const asked = auditQueryShape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new UserError("bad_request");
    const input = auditInput(asked.data, await readBytes(request, AUDIT_BYTES));
    return progressAnswer(language, (waiting: Waiting) =>
      auditFile(project, input, asked.data, waiting).then(sent, (error: unknown) => {
        throw pdfFault(error);
      }),
    );
  } catch (error) {
    if (!isUserError(error)) throw error;
    // No status text exists for a request that its sender gave up; nobody reads the answer.
    if (error.status === 499) return new Response(null, { status: 408 });
    return textRefusal(error, language);
  }
}
