import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { isUserError, UserError } from "../../../../../../../lib/base/error.ts";
import { AUDIT_BYTES } from "../../../../../../../lib/discovery/run-audit.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { actionProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { auditInput, auditResponse } from "../../../../../../_hand-over/audit-file.ts";
import { auditQueryShape } from "../../../../../../api/_rest/discovery-shape.ts";
import { readBytes } from "../../../../../../api/_rest/read-request.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

/** The audit of the file that is sent, or of the source that the address names. */
export async function POST(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  try {
    const project = await actionProject(slug, "viewer");
    await limitRate("exportData", project.actor.id);
    const asked = auditQueryShape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new UserError("bad_request");
    const file = await readBytes(request, AUDIT_BYTES);
    return await auditResponse(project, auditInput(asked.data, file), asked.data, request.signal);
  } catch (error) {
    if (!isUserError(error)) throw error;
    // No status text exists for a request that its sender gave up; nobody reads the answer.
    if (error.status === 499) return new Response(null, { status: 408 });
    const t = translator(language, "document");
    return textRefusal(error, language, error.code === "unavailable" ? t("page.pdfFailed") : undefined);
  }
}
