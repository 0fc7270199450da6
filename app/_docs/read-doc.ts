/** Reads pages of the documentation from the installation's folder. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "../../lib/plan/plan.ts";
import { projectRoot } from "../../lib/store/project-root.ts";
import { DOC_PAGES, type DocPage } from "./doc-pages.ts";
import { type DocText, readDocText } from "./doc-text.ts";

export async function readDoc(language: Language, page: DocPage): Promise<DocText> {
  return readDocText(await readFile(join(projectRoot(), "docs", language, `${page}.md`), "utf8"));
}

const titles = new Map<Language, Promise<ReadonlyMap<DocPage, string>>>();

async function readTitles(language: Language): Promise<ReadonlyMap<DocPage, string>> {
  const texts = await Promise.all(
    DOC_PAGES.map(async (page) => [page, (await readDoc(language, page)).title] as const),
  );
  return new Map(texts);
}

/** The title of every page; read once, since the files change with the installation only. */
export function docTitles(language: Language): Promise<ReadonlyMap<DocPage, string>> {
  const known = titles.get(language) ?? readTitles(language);
  titles.set(language, known);
  return known;
}
