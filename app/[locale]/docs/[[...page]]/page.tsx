import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageLanguage } from "../../../_access/request.ts";
import { DocBody } from "../../../_docs/doc-body.tsx";
import { DocContents, DocNeighbours } from "../../../_docs/doc-nav.tsx";
import { type DocPage, isDocPage } from "../../../_docs/doc-pages.ts";
import { docTitles, readDoc } from "../../../_docs/read-doc.ts";

interface Props {
  readonly params: Promise<{ locale: string; page?: string[] }>;
}

function pageOf(segments: readonly string[] = []): DocPage {
  const [name = "index", ...more] = segments;
  if (more.length > 0 || !isDocPage(name)) notFound();
  return name;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, page } = await props.params;
  return { title: (await readDoc(pageLanguage(locale), pageOf(page))).title };
}

/** One page of the documentation. */
export default async function DocumentationPage(props: Props) {
  const { locale, page: segments } = await props.params;
  const language = pageLanguage(locale);
  const page = pageOf(segments);
  const [text, titles] = await Promise.all([readDoc(language, page), docTitles(language)]);
  const place = { language, titles, current: page };
  return (
    <div className="md:flex">
      <DocContents {...place} headings={text.headings} />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none md:px-8">
        <div className="mx-auto max-w-4xl">
          <DocBody tokens={text.tokens} language={language} />
          <DocNeighbours {...place} />
        </div>
      </main>
    </div>
  );
}
