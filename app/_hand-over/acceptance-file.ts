/** The signed result of an acceptance run as a file: the JSON that was signed, or a document of it. */

import { signedResult, signedText } from "../../lib/acceptance/follow.ts";
import { resultPage } from "../../lib/acceptance/result-page.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { readEnv } from "../../lib/base/env.ts";
import { UserError } from "../../lib/base/error.ts";
import { pdfOf } from "../../lib/document/pdf.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { fileResponse } from "../api/_rest/file-response.ts";

export const RESULT_FORMATS = ["json", "html", "pdf"] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

export const NO_BROWSER = {
  path: "format",
  en: "This server makes no PDF: CHROMIUM_PATH is not set. Ask for html and print it.",
  fr: "Ce serveur ne produit pas de PDF : CHROMIUM_PATH n’est pas fixé. Demandez html et imprimez-le.",
};

/** @throws UserError `not_found` for a run that is not signed, `invalid_input` for a PDF where no browser makes one */
export async function resultFile(
  project: AuthorizedProject,
  run: string,
  { format, language }: { readonly format: ResultFormat; readonly language: Language },
  signal: AbortSignal,
): Promise<Response> {
  const name = `${project.slug}-acceptance-${run}`;
  if (format === "json") return fileResponse(await signedText(project, run), `${name}.json`, "application/json");
  const { chromiumPath } = readEnv();
  if (format === "pdf" && chromiumPath === undefined) throw new UserError("invalid_input", { fields: [NO_BROWSER] });
  const page = resultPage(await signedResult(project, run), { language, timeZone: project.timeZone });
  if (format === "html" || chromiumPath === undefined)
    return fileResponse(page, `${name}-${language}.html`, "text/html; charset=utf-8");
  const write = async () => page;
  const order = { chromium: chromiumPath, person: project.actor.id, signal, write };
  return fileResponse(await pdfOf(order), `${name}-${language}.pdf`, "application/pdf");
}
