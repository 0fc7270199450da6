/** Documents that are made of a plan: the register of processing and the notice for users, in either language. */

import { basename, extname } from "node:path";
import { blocksHtml, blocksMarkdown } from "../lib/document/block-text.ts";
import { noticeBlocks } from "../lib/document/notice.ts";
import { missingLines } from "../lib/document/register-text.ts";
import { bytesOf } from "../lib/format/format.ts";
import { registerCsv, registerXlsx } from "../lib/format/spreadsheet/register-file.ts";
import { translator } from "../lib/i18n/translator.ts";
import type { Language, Plan } from "../lib/plan/plan.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { loadPlan, loadPublished, parseReference } from "./plan-source.ts";

export const DOCUMENT_NAMES = ["register", "notice"] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];
export const DOCUMENT_KINDS = ["csv", "xlsx", "markdown", "html"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export function isDocument(to: string): to is DocumentName {
  return DOCUMENT_NAMES.some((name) => name === to);
}

/** The first is what a document is written as unless something else is asked for. */
const KINDS: Readonly<Record<DocumentName, readonly [DocumentKind, DocumentKind]>> = {
  register: ["csv", "xlsx"],
  notice: ["markdown", "html"],
};
const EXTENSIONS: Readonly<Record<DocumentKind, readonly string[]>> = {
  csv: [".csv"],
  xlsx: [".xlsx"],
  markdown: [".md", ".markdown"],
  html: [".html", ".htm"],
};

interface AskedDocument {
  readonly to: DocumentName;
  readonly as: DocumentKind | undefined;
  readonly out: string | undefined;
  readonly language: Language;
}

/** What is asked for, else what the file's name says. */
function kindOf({ t }: CliContext, { to, as, out }: AskedDocument): DocumentKind {
  const [usual, ...others] = KINDS[to];
  const extension = extname(out ?? "").toLowerCase();
  const kind = as ?? DOCUMENT_KINDS.find((one) => EXTENSIONS[one].includes(extension)) ?? usual;
  const allowed = [usual, ...others];
  if (!allowed.includes(kind)) throw new CliFailure(t("export.notAs", { to, as: kind, detail: allowed.join(", ") }));
  return kind;
}

/** The plan, and which it is as people call it. */
async function namedPlan(
  context: CliContext,
  reference: string,
  language: Language,
): Promise<{ readonly plan: Plan; readonly label: string }> {
  const parsed = parseReference(context, reference);
  if ("file" in parsed) return { plan: await loadPlan(context, reference), label: basename(parsed.file) };
  const t = translator(language, "register");
  const { at = "main" } = parsed;
  if (!/^(\d+|latest)$/.test(at))
    return { plan: await loadPlan(context, reference), label: at === "main" ? t("main") : t("draft", { branch: at }) };
  const { plan, version } = await loadPublished(context, reference);
  return { plan, label: t("latest", { version }) };
}

interface PlanDocument {
  readonly plan: Plan;
  readonly file: { readonly name: string; readonly content: Uint8Array; readonly isText: boolean };
  /** What the plan does not say. */
  readonly missing: readonly { readonly path: string; readonly text: string }[];
}

/** Made of the plan that `reference` names. */
export async function writePlanDocument(
  context: CliContext,
  reference: string,
  asked: AskedDocument,
): Promise<PlanDocument> {
  const kind = kindOf(context, asked);
  const { language } = asked;
  const { plan, label } = await namedPlan(context, reference, language);
  const content = async () => {
    if (kind === "xlsx") return registerXlsx(plan, language, label);
    if (kind === "csv") return bytesOf(registerCsv(plan, language));
    const blocks = noticeBlocks(plan, language);
    return bytesOf(kind === "html" ? blocksHtml(blocks, language) : blocksMarkdown(blocks));
  };
  const name = `${plan.slug}-${asked.to}${EXTENSIONS[kind][0] ?? ""}`;
  return {
    plan,
    file: { name, content: await content(), isText: kind !== "xlsx" },
    missing: missingLines(plan, language),
  };
}
