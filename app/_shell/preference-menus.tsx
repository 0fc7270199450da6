"use client";

import { Languages, SunMoon } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { LANGUAGES } from "../../lib/plan/plan.ts";
import { Button } from "../_ui/button.tsx";
import { Menu, MenuChoice, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";
import { THEME_COOKIE, THEMES, type Theme } from "./theme.ts";

/** The same page in the other language: the address keeps its filters. */
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
          href={`/${language}${rest}${query ? `?${query}` : ""}`}
        >
          {t(`language.${language}`)}
        </MenuLink>
      ))}
    </Menu>
  );
}

const YEAR = 365 * 86_400;

function keepTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing from two of the browsers we serve.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
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
