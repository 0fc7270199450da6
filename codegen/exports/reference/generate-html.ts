/** The plan as one HTML file: the document that is handed over, without what no plan file says: dates, authors, pictures. */

import { SECTIONS } from "../../../lib/document/section.ts";
import { writeDocument } from "../../../lib/document/write-document.ts";
import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../../file.ts";
import { type DataOptions, languageOf } from "../data-model.ts";

export async function generateHtml(published: PublishedPlan, options: DataOptions = {}): Promise<GeneratedFiles> {
  const { plan, version } = published;
  const page = writeDocument({
    plan,
    language: languageOf(published, options),
    // What changed since another version is told where versions are.
    sections: SECTIONS.filter((section) => section !== "changes"),
    edition: { version },
    project: plan.slug,
    timeZone: "UTC",
    pictures: new Map(),
    people: true,
  });
  return collectFiles([["index.html", page]]);
}
