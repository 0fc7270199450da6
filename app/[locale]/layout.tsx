import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { isLanguage } from "../../lib/i18n/translate.ts";
import { translator } from "../../lib/i18n/translator.ts";
import { readTheme, THEME_COOKIE } from "../_shell/theme.ts";
import { FocusKeeper } from "../_ui/focus-keeper.tsx";
import { TextProvider } from "../_ui/text-provider.tsx";
import { ToastArea } from "../_ui/toast.tsx";
import "../globals.css";

export const metadata: Metadata = {
  title: { default: "Gabarit", template: "%s · Gabarit" },
  icons: { icon: "/favicon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** Every page: language, theme, texts of the shell, the link past the navigation, and what looks after the focus. */
export default async function RootLayout(props: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const { locale } = await props.params;
  if (!isLanguage(locale)) notFound();
  const t = translator(locale, "shell");
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <a
          href="#main"
          className="sr-only z-70 rounded bg-grey-10 text-grey-1 focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:px-3 focus-visible:py-1.5"
        >
          {t("skip")}
        </a>
        <TextProvider language={locale} areas={["shell"]}>
          {props.children}
          <ToastArea />
        </TextProvider>
        <FocusKeeper />
      </body>
    </html>
  );
}
