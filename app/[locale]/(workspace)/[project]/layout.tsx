import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { listVisibleProjects } from "../../../../lib/access/authorize.ts";
import { offerTo } from "../../../../lib/access/transfer.ts";
import { messagesOf } from "../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../lib/plan/store.ts";
import { branchesAtHand } from "../../../../lib/plan/store-branch.ts";
import { countUnread } from "../../../../lib/review/notification.ts";
import { openProject, pageLanguage, requirePerson, sessionCredential } from "../../../_access/request.ts";
import { AccessNotice } from "../../../_shell/access-notice.tsx";
import { AccountMenu } from "../../../_shell/account-menu.tsx";
import { Bell } from "../../../_shell/bell.tsx";
import { BranchMenu } from "../../../_shell/branch-menu.tsx";
import { LanguageMenu, ThemeMenu } from "../../../_shell/preference-menus.tsx";
import { ProjectMenu } from "../../../_shell/project-menu.tsx";
import { Rail, RailMenu } from "../../../_shell/rail.tsx";
import { SearchDialog } from "../../../_shell/search-dialog.tsx";
import { readTheme, THEME_COOKIE } from "../../../_shell/theme.ts";
import { TextScope } from "../../../_ui/text.tsx";
import { listNotificationsAction, markReadAction } from "./notification-actions.ts";
import { searchAction, searchViolationsAction } from "./search-actions.ts";

/** The frame of a project: the rail, the bar above, and the page in the one main column. */
export default async function ProjectLayout(props: {
  children: ReactNode;
  params: Promise<{ locale: string; project: string }>;
}) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  // Each as soon as what it needs is there: the first byte waits for all of them.
  const opened = openProject(language, slug);
  const signedIn = requirePerson(language);
  const [project, person, projects, branches, unread, offer, jar] = await Promise.all([
    opened,
    signedIn,
    signedIn.then(sessionCredential).then(listVisibleProjects),
    opened.then(branchesAtHand),
    opened.then(countUnread),
    opened.then((own) => offerTo(own)),
    cookies(),
  ]);
  return (
    <TextScope language={language} messages={messagesOf(language, ["notice"])} timeZone={project.timeZone}>
      <div className="flex h-dvh print:block print:h-auto">
        <div className="contents print:hidden">
          <Rail slug={project.slug} />
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="flex h-12 shrink-0 items-center gap-1 border-b px-2 max-sm:gap-0 max-sm:px-1 print:hidden">
            <RailMenu slug={project.slug} />
            <ProjectMenu
              name={project.name}
              slug={project.slug}
              projects={projects.map((one) => ({ slug: one.slug, name: one.name, workspace: one.workspace.name }))}
            />
            <BranchMenu
              slug={project.slug}
              branches={branches.map(({ name, title, state }) => ({
                name,
                title,
                state: name === MAIN ? "main" : state === "open" ? "draft" : state,
              }))}
            />
            <span className="ml-auto flex items-center gap-1 max-sm:gap-0">
              <SearchDialog slug={project.slug} search={searchAction} violations={searchViolationsAction} />
              <Bell slug={project.slug} unread={unread} load={listNotificationsAction} markRead={markReadAction} />
              <LanguageMenu />
              <ThemeMenu key={jar.get(THEME_COOKIE)?.value ?? ""} initial={readTheme(jar.get(THEME_COOKIE)?.value)} />
              <AccountMenu slug={project.slug} name={person.name} email={person.email} />
            </span>
          </header>
          <AccessNotice
            language={language}
            project={project}
            workspaceName={projects.find((one) => one.slug === project.slug)?.workspace.name ?? project.name}
            offer={offer}
          />
          <main
            id="main"
            tabIndex={-1}
            className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none *:shrink-0 print:block print:overflow-visible"
          >
            {props.children}
          </main>
        </div>
      </div>
    </TextScope>
  );
}
