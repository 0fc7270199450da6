import { limitRate } from "../../../lib/access/rate-limit.ts";
import { CLIENT_ADDRESS_HEADER } from "../../../lib/access/session-cookie.ts";
import {
  admitsGrant,
  admitsPassphrase,
  findShareLink,
  noteShareOpening,
  type OpenShareLink,
  shareGrant,
} from "../../../lib/access/share-link.ts";
import { readEnv } from "../../../lib/base/env.ts";
import { isUserError } from "../../../lib/base/error.ts";
import { html, type Markup } from "../../../lib/document/html.ts";
import { htmlPage, withBar } from "../../../lib/document/write-document.ts";
import { formatterOf } from "../../../lib/i18n/translate.ts";
import { translator } from "../../../lib/i18n/translator.ts";
import { LANGUAGES, type Language } from "../../../lib/plan/plan.ts";
import { preferredLanguage } from "../../../server/security-language.ts";
import { retryAfter } from "../../_access/retry-after.ts";
import { fileResponse } from "../../api/_rest/file-response.ts";
import { readBytes } from "../../api/_rest/read-request.ts";
import { publicPage, publicPdf } from "../public-page.ts";

interface Context {
  readonly params: Promise<{ token: string }>;
}

const BODY_MAX = 4096;

function answer(
  page: string,
  language: Language,
  status = 200,
  extra: Readonly<Record<string, string>> = {},
): Response {
  return new Response(page, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Language": language,
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex, nofollow",
      ...extra,
    },
  });
}

function notice(language: Language, title: string, content: Markup): string {
  return htmlPage({ language, title, body: html`<main class="ask"><h1>${title}</h1>${content}</main>` });
}

function asked(request: Request): Language | undefined {
  return LANGUAGES.find((language) => language === new URL(request.url).searchParams.get("language"));
}

/** The same for an address that is unknown, incomplete, over or taken back. */
function gone(request: Request): Response {
  const language = asked(request) ?? preferredLanguage(undefined, request.headers.get("accept-language") ?? undefined);
  const t = translator(language, "document");
  return answer(notice(language, t("public.goneTitle"), html`<p>${t("public.goneText")}</p>`), language, 404);
}

/** Nobody tries addresses, or passphrases, without end. */
function refused(request: Request, error: unknown): Response {
  if (!isUserError(error) || (error.code !== "rate_limited" && error.code !== "unavailable")) throw error;
  const language = asked(request) ?? "en";
  const text = translator(language, "document")("public.tooMany");
  return answer(notice(language, text, html``), language, error.status, retryAfter(error));
}

function askPage(language: Language, isWrong: boolean): Response {
  const t = translator(language, "document");
  const form = html`<p>${t("public.askText")}</p><form method="post"><label for="passphrase">${t("public.passphrase")}</label><input id="passphrase" name="passphrase" type="password" autocomplete="off" required autofocus${
    isWrong && html` aria-invalid="true" aria-describedby="wrong"`
  }>${isWrong && html`<p id="wrong" class="warning" role="alert">${t("public.wrong")}</p>`}<button type="submit">${t("public.open")}</button></form>`;
  return answer(notice(language, t("public.askTitle"), form), language, isWrong ? 403 : 200);
}

/** A way to another form of the document: a link, or a form that takes a grant to a protected one. */
function wayTo(link: OpenShareLink, query: string, words: string, language: Language): Markup {
  return link.passphraseHash === null
    ? html`<a href="?${query}" lang="${language}">${words}</a>`
    : html`<form method="post" action="?${query}"><input type="hidden" name="grant" value="${shareGrant(link)}"><button type="submit" lang="${language}">${words}</button></form>`;
}

/** Above the document: how to keep it, until when, and the other language. */
function bar(link: OpenShareLink, language: Language): Markup {
  const t = translator(language, "document");
  const other = language === "en" ? "fr" : "en";
  // The last moment of its last day, not the first after it.
  const last = new Date(link.expiresAt.getTime() - 1);
  const date = formatterOf(language, link.project.timeZone).dateTime(last, { dateStyle: "long" });
  const makesPdf = readEnv().chromiumPath !== undefined;
  const pdf = makesPdf && wayTo(link, `language=${language}&as=pdf`, t("page.pdf"), language);
  const change = wayTo(link, `language=${other}`, t("public.switch"), other);
  return html`<div class="bar"><span>${t("public.hint")} ${t("public.until", { date })}</span>${pdf}${change}</div>`;
}

async function shown(request: Request, link: OpenShareLink): Promise<Response> {
  const language = asked(request) ?? link.language;
  const { chromiumPath } = readEnv();
  const wantsPdf = new URL(request.url).searchParams.get("as") === "pdf" && chromiumPath !== undefined;
  const answered = wantsPdf
    ? await pdfAnswer(link, language, chromiumPath)
    : answer(withBar(await publicPage(link, language), bar(link, language)), language);
  await noteShareOpening(link.id);
  return answered;
}

async function pdfAnswer(link: OpenShareLink, language: Language, chromium: string): Promise<Response> {
  const { name, content } = await publicPdf(link, language, chromium);
  const response = fileResponse(content, name, "application/pdf");
  response.headers.set("X-Robots-Tag", "noindex, nofollow");
  return response;
}

async function opened(request: Request, context: Context): Promise<OpenShareLink | undefined> {
  await limitRate("openShare", addressOf(request));
  return findShareLink((await context.params).token);
}

function addressOf(request: Request): string {
  return request.headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
}

/** A document for whoever has its address: no account, no cookie, nothing else of the project. */
export async function GET(request: Request, context: Context): Promise<Response> {
  try {
    const link = await opened(request, context);
    if (link === undefined) return gone(request);
    if (link.passphraseHash !== null) return askPage(asked(request) ?? link.language, false);
    return await shown(request, link);
  } catch (error) {
    return refused(request, error);
  }
}

/** The document behind a passphrase, which travels in the body. */
export async function POST(request: Request, context: Context): Promise<Response> {
  try {
    const link = await opened(request, context);
    if (link === undefined) return gone(request);
    const fields = new URLSearchParams(Buffer.from(await readBytes(request, BODY_MAX)).toString("utf8"));
    const grant = fields.get("grant");
    const isAdmitted =
      grant === null
        ? await admitsPassphrase(link, fields.get("passphrase") ?? "", addressOf(request))
        : admitsGrant(link, grant);
    return isAdmitted ? await shown(request, link) : askPage(asked(request) ?? link.language, grant === null);
  } catch (error) {
    if (isUserError(error) && error.code === "payload_too_large") return gone(request);
    return refused(request, error);
  }
}
