import { notFound } from "next/navigation";
import type { AuthorizedProject } from "../../../../../../../lib/access/authorized.ts";
import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { getSource } from "../../../../../../../lib/access/source.ts";
import { readEnv } from "../../../../../../../lib/base/env.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { briefMarkdown, briefPage } from "../../../../../../../lib/document/brief-text.ts";
import type { DocumentInput } from "../../../../../../../lib/document/document.ts";
import { pdfOf } from "../../../../../../../lib/document/pdf.ts";
import { writeDocument } from "../../../../../../../lib/document/write-document.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { targetOf } from "../../../../../../_code/target-name.ts";
import { briefOf, codeOfBrief } from "../../../../../../_hand-over/brief-of.ts";
import { documentOfBranch, documentOfVersion } from "../../../../../../_hand-over/document-of.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";
import { type DocumentAddress, readAddress, versionIn } from "../address.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

function inputFor(project: AuthorizedProject, address: DocumentAddress): Promise<DocumentInput> {
  const { language, sections, version, branch, since } = address;
  const asked = { language, sections, ...(since === undefined ? {} : { since }) };
  return version === undefined
    ? documentOfBranch(project, branch, asked)
    : documentOfVersion(project, version, { ...asked, people: true });
}

function addressOf(query: URLSearchParams, language: Language): DocumentAddress {
  const names = [...new Set(query.keys())];
  return readAddress(Object.fromEntries(names.map((name) => [name, query.getAll(name)])), language);
}

function shown(page: string): Response {
  return new Response(page, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" },
  });
}

/** The brief of a source, to print or as Markdown. */
async function brief(project: AuthorizedProject, query: URLSearchParams, language: Language): Promise<Response> {
  // No store takes the null character.
  const { slug, name } = await getSource(project, (query.get("source") ?? "").replaceAll("\0", ""));
  const to = versionIn(query.get("to") ?? "", 1);
  const from = versionIn(query.get("from") ?? "");
  if (to === undefined || from === undefined) notFound();
  const made = await briefOf(project, { slug, name }, { from, to }, language);
  const code = query.has("target") ? await codeOfBrief(project, made, targetOf(query.get("target"))) : undefined;
  if (query.get("file") !== "markdown") return shown(briefPage(made, language, code));
  const file = `${project.slug}-${slug}-v${from}-v${to}-${language}.md`;
  return fileResponse(briefMarkdown(made, project.slug, language, code), file, "text/markdown; charset=utf-8");
}

async function plan(project: AuthorizedProject, address: DocumentAddress, request: Request): Promise<Response> {
  const wanted = new URL(request.url).searchParams.get("file");
  const write = async () => writeDocument(await inputFor(project, address));
  const edition = address.version === undefined ? address.branch : `v${address.version}`;
  const name = `${project.slug}-${edition}-${address.language}`;
  const { chromiumPath } = readEnv();
  if (wanted === "pdf" && chromiumPath !== undefined) {
    const order = { chromium: chromiumPath, person: project.actor.id, signal: request.signal, write };
    return fileResponse(await pdfOf(order), `${name}.pdf`, "application/pdf");
  }
  const page = await write();
  if (wanted === "html") return fileResponse(page, `${name}.html`, "text/html; charset=utf-8");
  return shown(page);
}

/** The document of a branch or version, or the brief of a source: shown, or as a file (`?file=html`, `pdf`, `markdown`). */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const query = new URL(request.url).searchParams;
  try {
    await limitRate("exportData", project.actor.id);
    if (query.has("source")) return await brief(project, query, language);
    return await plan(project, addressOf(query, language), request);
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code === "not_found") notFound();
    const t = translator(language, "document");
    return textRefusal(error, language, error.code === "unavailable" ? t("page.pdfFailed") : undefined);
  }
}
