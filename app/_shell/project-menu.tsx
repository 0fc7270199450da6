"use client";

import { ChevronsUpDown } from "lucide-react";
import { Fragment } from "react";
import { Button } from "../_ui/button.tsx";
import { Menu, MenuLabel, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";

export interface ProjectChoice {
  readonly slug: string;
  readonly name: string;
  readonly workspace: string;
}

/** The project at hand, and the others one may open, by workspace. */
export function ProjectMenu(props: { name: string; slug: string; projects: readonly ProjectChoice[] }) {
  const t = useText("shell");
  const language = useLanguage();
  const workspaces = [...new Set(props.projects.map((project) => project.workspace))];
  return (
    <Menu
      trigger={
        <Button
          tone="quiet"
          aria-label={t("project.switch", { name: props.name })}
          className="min-w-0 shrink px-2 font-semibold"
        >
          <span className="truncate">{props.name}</span>
          <ChevronsUpDown aria-hidden className="text-grey-7" />
        </Button>
      }
    >
      {workspaces.map((workspace) => (
        <Fragment key={workspace}>
          <MenuLabel>{t("project.workspace", { name: workspace })}</MenuLabel>
          {props.projects
            .filter((project) => project.workspace === workspace)
            .map((project) => (
              <MenuLink key={project.slug} href={`/${language}/${project.slug}`} current={project.slug === props.slug}>
                <span className="min-w-0 break-words">{project.name}</span>
              </MenuLink>
            ))}
        </Fragment>
      ))}
    </Menu>
  );
}
