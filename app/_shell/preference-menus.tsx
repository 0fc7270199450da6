"use client";

import { Languages, SunMoon } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { LANGUAGES } from "../../lib/plan/plan.ts";
import { Button } from "../_ui/button.tsx";
import { Menu, MenuChoice, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";
import { inLanguage, keepLanguage, keepTheme, THEME_KEPT } from "./preference.ts";
import { THEMES, type Theme } from "./theme.ts";

/** The same page in the other language: the address keeps its filters, and addresses without a language follow. */
export function LanguageMenu() {
  const t = useText("shell");
  const current = useLanguage();
  const path = usePathname();
  const query = useSearchParams().toString();
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
          onSelect={() => keepLanguage(language)}
          href={inLanguage(path, query, language)}
        >
          {t(`language.${language}`)}
        </MenuLink>
      ))}
    </Menu>
  );
}

/** Light, dark or as the system; takes effect at once and is remembered by a cookie. */
export function ThemeMenu({ initial }: { initial: Theme }) {
  const t = useText("shell");
  const [theme, setTheme] = useState(initial);
  useEffect(() => {
    const show = (event: Event) => setTheme((event as CustomEvent<Theme>).detail);
    window.addEventListener(THEME_KEPT, show);
    return () => window.removeEventListener(THEME_KEPT, show);
  }, []);
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
        <MenuChoice key={choice} checked={choice === theme} onSelect={() => keepTheme(choice)}>
          {t(`theme.${choice}`)}
        </MenuChoice>
      ))}
    </Menu>
  );
}
