"use client";

import {
  BookOpenText,
  ChartNoAxesColumn,
  Menu as MenuIcon,
  Plug,
  Settings,
  TriangleAlert,
  UserRound,
  UsersRound,
  Waypoints,
} from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { docHref, docOfScreen } from "../_docs/doc-pages.ts";
import { className } from "../_ui/class-name.ts";
import { LinkAhead } from "../_ui/link-ahead.tsx";
import { Mark } from "../_ui/mark.tsx";
import { Menu, MenuLink } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";

const PLACES = [
  { key: "plan", path: "plan", also: ["versions"], icon: Waypoints },
  { key: "sources", path: "sources", also: ["health", "live", "acceptance", "discovery"], icon: Plug },
  { key: "violations", path: "violations", also: ["alerts", "replays"], icon: TriangleAlert },
  { key: "people", path: "people", also: [], icon: UserRound },
  { key: "cohorts", path: "cohorts", also: [], icon: UsersRound },
  { key: "reports", path: "reports", also: [], icon: ChartNoAxesColumn },
  { key: "settings", path: "settings", also: [], icon: Settings },
] as const;

interface Place {
  readonly key: (typeof PLACES)[number]["key"];
  readonly href: string;
  readonly current: boolean;
  readonly icon: (typeof PLACES)[number]["icon"];
}

/** The places of a project; the branch being looked at stays when one returns to the plan. */
function usePlaces(slug: string): readonly Place[] {
  const language = useLanguage();
  const segment = usePathname().split("/")[3] ?? "";
  const branch = useSearchParams().get("branch");
  return PLACES.map((place) => ({
    key: place.key,
    icon: place.icon,
    href: `/${language}/${slug}/${place.path}${place.key === "plan" && branch ? `?branch=${encodeURIComponent(branch)}` : ""}`,
    current: segment === place.path || (place.also as readonly string[]).includes(segment),
  }));
}

/** The page of the documentation about the current screen. */
function useHelpHref(): string {
  return docHref(useLanguage(), docOfScreen(usePathname()));
}

/** The left rail; without places where there is no project. */
export function Rail({ slug }: { slug?: string }) {
  const t = useText("shell");
  const language = useLanguage();
  const all = usePlaces(slug ?? "");
  const places = slug === undefined ? [] : all;
  const help = useHelpHref();
  return (
    <nav aria-label={t("nav.label")} className="flex w-44 shrink-0 flex-col border-r bg-grey-2 px-2 py-2 max-md:hidden">
      <LinkAhead
        href={`/${language}${slug === undefined ? "" : `/${slug}`}`}
        className="mb-2 flex h-9 items-center gap-2 rounded px-2 font-semibold"
      >
        <Mark />
        {t("product")}
      </LinkAhead>
      <ul className="flex flex-1 flex-col gap-0.5">
        {places.map((place) => (
          <li key={place.key}>
            <RailLink place={place} label={t(`nav.${place.key}`)} />
          </li>
        ))}
        <li className="mt-auto">
          <LinkAhead
            href={help}
            className="flex h-8 items-center gap-2 rounded px-2 text-grey-7 hover:bg-grey-3 hover:text-grey-10"
          >
            <BookOpenText aria-hidden className="size-4 shrink-0" />
            {t("nav.docs")}
          </LinkAhead>
        </li>
      </ul>
    </nav>
  );
}

function RailLink({ place, label }: { place: Place; label: string }) {
  const Icon = place.icon;
  return (
    <LinkAhead
      href={place.href}
      aria-current={place.current ? "page" : undefined}
      className={className(
        "flex h-8 items-center gap-2 rounded px-2",
        place.current ? "bg-accent-3 font-medium text-accent-9" : "hover:bg-grey-3",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="truncate">{label}</span>
    </LinkAhead>
  );
}

/** The same places behind one button, where there is no room for the rail. */
export function RailMenu({ slug }: { slug: string }) {
  const t = useText("shell");
  const places = usePlaces(slug);
  const help = useHelpHref();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t("nav.open")}
          className="grid size-8 shrink-0 place-items-center rounded hover:bg-grey-3 md:hidden"
        >
          <MenuIcon aria-hidden className="size-4" />
        </button>
      }
    >
      {places.map((place) => (
        <MenuLink key={place.key} href={place.href} current={place.current}>
          <place.icon aria-hidden />
          {t(`nav.${place.key}`)}
        </MenuLink>
      ))}
      <MenuLink href={help}>
        <BookOpenText aria-hidden />
        {t("nav.docs")}
      </MenuLink>
    </Menu>
  );
}
