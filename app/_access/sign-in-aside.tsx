"use client";

import { useLanguage, useText } from "../_ui/text.tsx";

/** The way to sign in again in a tab of its own: to leave this one would lose what was typed. */
export function SignInAside() {
  const t = useText("shell");
  return (
    <a
      href={`/${useLanguage()}/sign-in`}
      target="_blank"
      rel="noopener"
      className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
    >
      {t("form.signIn")}
    </a>
  );
}
