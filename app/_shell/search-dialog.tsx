"use client";

import { Search } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "../_ui/button.tsx";
import { className } from "../_ui/class-name.ts";
import { Dialog } from "../_ui/dialog.tsx";
import { CONTROL } from "../_ui/input.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";

export type FoundKind = "event" | "property" | "userProperty" | "bundle" | "metric" | "decision" | "page";

export interface Found {
  readonly kind: FoundKind;
  readonly label: string;
  readonly detail?: string;
  readonly href: string;
}

const PAUSE = 120;

/** Finds an event, a property or a page by name, from anywhere: Ctrl+K or Command+K. */
export function SearchDialog(props: {
  slug: string;
  search: (slug: string, branch: string | undefined, query: string) => Promise<readonly Found[]>;
}) {
  const t = useText("shell");
  const branch = useSearchParams().get("branch") ?? undefined;
  const pages = usePages(props.slug);
  const { slug, search: find } = props;
  const search = useCallback(
    async (query: string) => {
      const wanted = query.toLowerCase();
      const own = pages.filter((page) => page.label.toLowerCase().includes(wanted));
      return [...own, ...(await find(slug, branch, query))];
    },
    [find, slug, branch, pages],
  );
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function keyDown(event: globalThis.KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    }
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, []);
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-keyshortcuts="Control+K Meta+K" className="text-grey-7">
        <Search aria-hidden />
        <span className="max-lg:sr-only">{t("search.verb")}</span>
        <kbd aria-hidden className="ml-2 rounded-small border px-1 text-label max-lg:hidden">
          Ctrl K
        </kbd>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("search.label")}>
        <SearchList search={search} leave={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** The places of the project, which are found by their names too. */
function usePages(slug: string): readonly Found[] {
  const t = useText("shell");
  const language = useLanguage();
  return useMemo(
    () =>
      (["plan", "sources", "violations", "people", "cohorts", "reports", "settings"] as const).map((place) => ({
        kind: "page" as const,
        label: t(`nav.${place}`),
        href: `/${language}/${slug}/${place}`,
      })),
    [t, language, slug],
  );
}

function SearchList(props: { search: (query: string) => Promise<readonly Found[]>; leave: () => void }) {
  const t = useText("shell");
  const id = useId();
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<{ readonly query: string; readonly found: readonly Found[] }>({
    query: "",
    found: [],
  });
  const [active, setActive] = useState(0);
  const { search } = props;
  useEffect(() => {
    const wanted = query.trim();
    if (!wanted) return setAnswer({ query: "", found: [] });
    let current = true;
    const timer = setTimeout(async () => {
      const found = await search(wanted).catch(() => []);
      if (!current) return;
      setAnswer({ query: wanted, found });
      setActive(0);
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, search]);

  function go(found: Found | undefined) {
    if (!found) return;
    props.leave();
    router.push(found.href);
  }
  function keyDown(event: KeyboardEvent) {
    if (event.key === "Enter") return go(answer.found[active]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(answer.found.length - 1, active + step));
    setActive(to);
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
  }
  return (
    <>
      <input
        role="combobox"
        aria-expanded={answer.found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={answer.found[active] ? `${id}-${active}` : undefined}
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={keyDown}
        className={className(CONTROL, "h-9")}
      />
      <p role="status" className="py-2 text-grey-7 text-grid">
        {!answer.query
          ? t("search.hint")
          : answer.found.length === 0
            ? t("search.nothing", { query: answer.query })
            : ""}
      </p>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t("search.label")}
        className="max-h-80 overflow-y-auto"
      >
        {answer.found.map((found, index) => (
          <div
            key={`${found.kind} ${found.href} ${found.label}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => go(found)}
            onKeyDown={keyDown}
            onPointerMove={() => setActive(index)}
            className={className(
              "flex cursor-pointer items-baseline justify-between gap-3 rounded px-2 py-1.5",
              index === active && "bg-grey-3",
            )}
          >
            <span className="min-w-0 break-words">
              {found.label}
              {found.detail && <span className="block text-grey-7 text-grid">{found.detail}</span>}
            </span>
            <span className="shrink-0 text-grey-7 text-label">{t(`search.kind.${found.kind}`)}</span>
          </div>
        ))}
      </div>
    </>
  );
}
