import { cookies } from "next/headers";
import { currentPerson, requestLanguage } from "../../_access/request.ts";
import { AccountMenu } from "../../_shell/account-menu.tsx";
import { MissingNotice, MissingPage } from "../../_shell/missing-page.tsx";
import { LanguageMenu, ThemeMenu } from "../../_shell/preference-menus.tsx";
import { Rail } from "../../_shell/rail.tsx";
import { readTheme, THEME_COOKIE } from "../../_shell/theme.ts";

/** A project that is not there, or not for this reader: in the frame of those that are, for whoever is signed in. */
export default async function WorkspaceNotFound() {
  const [language, person, jar] = await Promise.all([requestLanguage(), currentPerson(), cookies()]);
  if (person === undefined) return <MissingPage language={language} />;
  return (
    <div className="flex h-dvh">
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-12 shrink-0 items-center justify-end gap-1 border-b px-2">
          <LanguageMenu />
          <ThemeMenu initial={readTheme(jar.get(THEME_COOKIE)?.value)} />
          <AccountMenu name={person.name} email={person.email} />
        </header>
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <MissingNotice language={language} />
        </main>
      </div>
    </div>
  );
}
