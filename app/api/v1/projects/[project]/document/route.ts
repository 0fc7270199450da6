import { z } from "zod";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { UserError } from "../../../../../../lib/base/error.ts";
import { pdfOf } from "../../../../../../lib/document/pdf.ts";
import { SECTIONS, type Section } from "../../../../../../lib/document/section.ts";
import { writeDocument } from "../../../../../../lib/document/write-document.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { documentOfBranch, documentOfVersion } from "../../../../../_hand-over/document-of.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, isVersion, namedAt } from "../../../../_rest/plan-at.ts";
import { given } from "../../../../_rest/shape.ts";

const LIST = new RegExp(`^(?:${SECTIONS.join("|")})(?:,(?:${SECTIONS.join("|")}))*$`);

const NO_BROWSER = {
  path: "as",
  en: "This server makes no PDF: CHROMIUM_PATH is not set. Ask for html and print it.",
  fr: "Ce serveur ne produit pas de PDF : CHROMIUM_PATH n’est pas fixé. Demandez html et imprimez-le.",
};

export const GET = operation(
  {
    summary: "The plan as one document in either language: HTML that holds its pictures and prints on A4, or PDF",
    reach: "project",
    scope: "plan:read",
    limit: "exportData",
    query: z.strictObject({
      at: atShape.optional(),
      language: z.enum(LANGUAGES).default("en"),
      since: z.coerce
        .number()
        .int()
        .min(0)
        .max(999_999_999)
        .optional()
        .describe("The version whose changes since are listed; 0 is the empty plan"),
      sections: z
        .string()
        .regex(LIST)
        .default(SECTIONS.join(","))
        .describe(`Some of ${SECTIONS.join(", ")}, with commas between them`),
      as: z.enum(["html", "pdf"]).default("html"),
    }),
    answer: { file: "text/html" },
  },
  async ({ authorized, query, request }) => {
    const { chromiumPath } = readEnv();
    if (query.as === "pdf" && chromiumPath === undefined)
      throw new UserError("invalid_input", { fields: [NO_BROWSER] });
    const sections = query.sections.split(",") as Section[];
    const asked = { language: query.language, sections, ...given({ since: query.since }) };
    const at = await namedAt(authorized, query.at);
    const write = async () =>
      writeDocument(
        isVersion(at)
          ? await documentOfVersion(authorized, Number(at), { ...asked, people: true })
          : await documentOfBranch(authorized, at, asked),
      );
    const name = `${authorized.slug}-${isVersion(at) ? `v${at}` : at}-${query.language}`;
    if (query.as === "html" || chromiumPath === undefined)
      return fileResponse(await write(), `${name}.html`, "text/html; charset=utf-8");
    const order = { chromium: chromiumPath, person: authorized.actor.id, signal: request.signal, write };
    return fileResponse(await pdfOf(order), `${name}.pdf`, "application/pdf");
  },
);
