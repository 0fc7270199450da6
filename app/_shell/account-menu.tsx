"use client";

import { CircleUserRound } from "lucide-react";
import { Button } from "../_ui/button.tsx";
import { Menu, MenuLabel, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";

/** Who is signed in, the way to their account, which is among the settings of a project, and the way out. */
export function AccountMenu(props: { slug?: string; name: string; email: string }) {
  const t = useText("shell");
  const language = useLanguage();
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" size="icon" aria-label={t("account.label", { name: props.name || props.email })}>
          <CircleUserRound aria-hidden />
        </Button>
      }
    >
      <MenuLabel>{props.email}</MenuLabel>
      {props.slug !== undefined && (
        <MenuLink href={`/${language}/${props.slug}/settings/account`}>{t("account.settings")}</MenuLink>
      )}
      <MenuLink href={`/${language}/sign-out`}>{t("account.signOut")}</MenuLink>
    </Menu>
  );
}
