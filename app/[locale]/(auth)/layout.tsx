import Link from "next/link";
import type { ReactNode } from "react";
import { translator } from "../../../lib/i18n/translator.ts";
import { pageLanguage, requestPath } from "../../_access/request.ts";
import { Mark } from "../../_ui/mark.tsx";

/** Pages for whoever is not inside yet: one column, the mark, and the way to the other language. */
export default async function AuthLayout(props: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const language = pageLanguage((await props.params).locale);
  const t = translator(language, "access");
  const other = language === "en" ? "fr" : "en";
  const path = await requestPath();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 py-8">
      <header className="mb-8 flex items-center justify-between">
        <span className="flex items-center gap-2 font-semibold">
          <Mark />
          {translator(language, "shell")("product")}
        </span>
        <Link
          href={path.replace(/^\/(en|fr)(?=\/|\?|$)/, `/${other}`)}
          lang={other}
          prefetch={false}
          className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
        >
          {t("otherLanguage")}
        </Link>
      </header>
      <main id="main" className="flex flex-col gap-4">
        {props.children}
      </main>
    </div>
  );
}
