"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { className } from "../_ui/class-name.ts";
import { Dialog } from "../_ui/dialog.tsx";
import { CONTROL } from "../_ui/input.tsx";
import { useText } from "../_ui/text.tsx";
import type { Found } from "./search-dialog.tsx";

const PAUSE = 120;

interface SearchProps {
  readonly search: (query: string) => Promise<readonly Found[]>;
  /** What was typed before the window was there. */
  readonly typed: string;
  readonly leave: () => void;
}

/** The window of the search, loaded when it is first asked for. */
export function SearchWindow(props: SearchProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useText("shell");
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t("search.label")}>
      <SearchList search={props.search} typed={props.typed} leave={props.leave} />
    </Dialog>
  );
}

function SearchList(props: SearchProps) {
  const t = useText("shell");
  const id = useId();
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState(props.typed);
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
