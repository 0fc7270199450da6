import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { translator } from "../../../lib/i18n/translator.ts";
import { pageLanguage } from "../../_access/request.ts";
import { LanguageMenu, ThemeMenu } from "../../_shell/preference-menus.tsx";
import { readTheme, THEME_COOKIE } from "../../_shell/theme.ts";
import { Mark } from "../../_ui/mark.tsx";

/** The frame of the documentation: open to everyone, with the way back into the product. */
export default async function DocsLayout(props: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const language = pageLanguage((await props.params).locale);
  const t = translator(language, "docs");
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="min-h-dvh">
      <header className="flex h-12 items-center gap-2 border-b px-4">
        <Link href={`/${language}/docs`} className="flex min-h-8 items-center gap-2 font-semibold">
          <Mark />
          {t("title")}
        </Link>
        <span className="ml-auto flex items-center gap-1">
          <Link
            href={`/${language}`}
            className="inline-flex min-h-8 items-center px-2 text-accent-7 underline underline-offset-2"
          >
            {t("toProduct")}
          </Link>
          <LanguageMenu />
          <ThemeMenu initial={theme} />
        </span>
      </header>
      {props.children}
    </div>
  );
}
