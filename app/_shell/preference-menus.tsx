"use client";

import { Languages, SunMoon } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { LANGUAGE_COOKIE } from "../../lib/access/session-cookie.ts";
import { LANGUAGES } from "../../lib/plan/plan.ts";
import { Button } from "../_ui/button.tsx";
import { Menu, MenuChoice, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";
import { THEME_COOKIE, THEMES, type Theme } from "./theme.ts";

const YEAR = 365 * 86_400;

function keep(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing from two of the browsers we serve.
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** The same page in the other language: the address keeps its filters, and addresses without a language follow. */
export function LanguageMenu() {
  const t = useText("shell");
  const current = useLanguage();
  const path = usePathname();
  const query = useSearchParams().toString();
  const rest = path.replace(/^\/[a-z]{2}(?=\/|$)/, "");
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" size="icon" aria-label={t("language.label")}>
          <Languages aria-hidden />
        </Button>
      }
    >
      {LANGUAGES.map((language) => (
        <MenuLink
          key={language}
          plain
          lang={language}
          current={language === current}
          onSelect={() => keep(LANGUAGE_COOKIE, language)}
          href={`/${language}${rest}${query ? `?${query}` : ""}`}
        >
          {t(`language.${language}`)}
        </MenuLink>
      ))}
    </Menu>
  );
}

function keepTheme(theme: Theme): void {
  keep(THEME_COOKIE, theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Light, dark or as the system; takes effect at once and is remembered by a cookie. */
export function ThemeMenu({ initial }: { initial: Theme }) {
  const t = useText("shell");
  const [theme, setTheme] = useState(initial);
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" size="icon" aria-label={t("theme.label")}>
          <SunMoon aria-hidden />
        </Button>
      }
    >
      {THEMES.map((choice) => (
        <MenuChoice
          key={choice}
          checked={choice === theme}
          onSelect={() => {
            keepTheme(choice);
            setTheme(choice);
          }}
        >
          {t(`theme.${choice}`)}
        </MenuChoice>
      ))}
    </Menu>
  );
}
