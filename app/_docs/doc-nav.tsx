import Link from "next/link";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { className } from "../_ui/class-name.ts";
import { DOC_PAGES, DOC_SECTIONS, type DocPage, docHref } from "./doc-pages.ts";
import type { DocHeading } from "./doc-text.ts";

type Titles = ReadonlyMap<DocPage, string>;

interface Contents {
  readonly language: Language;
  readonly titles: Titles;
  readonly current: DocPage;
  /** Headings of the current page. */
  readonly headings: readonly DocHeading[];
}

/** Every page by section, the headings of the current one below it. */
function ContentsList({ language, titles, current, headings }: Contents) {
  const t = translator(language, "docs");
  return (
    <div className="flex flex-col gap-3 text-grid">
      {DOC_SECTIONS.map(({ key, pages }) => (
        <div key={key}>
          <p className="px-2 py-1 font-medium text-grey-7 text-label">{t(`section.${key}`)}</p>
          <ul>
            {pages.map((page) => (
              <li key={page}>
                <Link
                  href={docHref(language, page)}
                  prefetch={false}
                  aria-current={page === current ? "page" : undefined}
                  className={className(
                    "flex min-h-7 items-center rounded px-2 py-0.5",
                    page === current ? "bg-accent-3 font-medium text-accent-9" : "hover:bg-grey-3",
                  )}
                >
                  {titles.get(page)}
                </Link>
                {page === current && <HeadingList headings={headings} />}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function HeadingList({ headings }: { headings: readonly DocHeading[] }) {
  return (
    <ul className="mb-1 ml-2 border-l pl-2">
      {headings
        .filter(({ depth }) => depth === 2)
        .map(({ anchor, text }) => (
          <li key={anchor}>
            <a href={`#${anchor}`} className="flex min-h-6 items-center text-grey-8 hover:text-grey-10">
              {text}
            </a>
          </li>
        ))}
    </ul>
  );
}

/** The contents: a column where there is room, one line that unfolds where there is none. */
export function DocContents(props: Contents) {
  const t = translator(props.language, "docs");
  return (
    <>
      <nav
        aria-label={t("contents")}
        className="sticky top-0 h-[calc(100dvh-3rem)] w-60 shrink-0 overflow-y-auto border-r bg-grey-2 px-2 py-3 max-md:hidden"
      >
        <ContentsList {...props} />
      </nav>
      <details className="border-b bg-grey-2 md:hidden">
        <summary className="px-4 py-2 font-medium">{t("contents")}</summary>
        <nav aria-label={t("contents")} className="px-2 pb-3">
          <ContentsList {...props} />
        </nav>
      </details>
    </>
  );
}

/** The pages before and after, in the order of the contents. */
export function DocNeighbours({ language, titles, current }: Omit<Contents, "headings">) {
  const t = translator(language, "docs");
  const at = DOC_PAGES.indexOf(current);
  const steps = [
    { page: DOC_PAGES[at - 1], label: t("previous"), style: "" },
    { page: DOC_PAGES[at + 1], label: t("next"), style: "ml-auto text-right" },
  ];
  return (
    <nav aria-label={t("neighbours")} className="mt-10 flex flex-wrap gap-4 border-t pt-4">
      {steps.map(
        ({ page, label, style }) =>
          page && (
            <Link key={label} href={docHref(language, page)} prefetch={false} className={className("block", style)}>
              <span className="block text-grey-7 text-label">{label}</span>
              <span className="text-accent-7 underline decoration-accent-5 underline-offset-2">{titles.get(page)}</span>
            </Link>
          ),
      )}
    </nav>
  );
}
