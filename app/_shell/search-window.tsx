"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { className } from "../_ui/class-name.ts";
import { DialogWindow } from "../_ui/dialog-window.tsx";
import { CONTROL } from "../_ui/input.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";
import { inLanguage, keepLanguage, keepTheme, type Preference } from "./preference.ts";
import type { Found } from "./search-dialog.tsx";

const PAUSE = 120;
/** What takes longer is asked for when the typing has stopped. */
const LONG_PAUSE = 400;

interface SearchProps {
  readonly search: (query: string) => Promise<readonly Found[]>;
  readonly searchMore: (query: string) => Promise<readonly Found[]>;
  /** Hands over what was typed before the field had the focus, once. */
  readonly takeTyped: () => string;
  readonly leave: () => void;
}

/** The window of the search, loaded when it is first asked for. */
export function SearchWindow(props: SearchProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useText("shell");
  return (
    <DialogWindow open={props.open} onOpenChange={props.onOpenChange} title={t("search.label")}>
      <SearchList {...props} />
    </DialogWindow>
  );
}

interface Answer {
  readonly query: string;
  readonly found: readonly Found[];
}

/** What was found, and below it what took longer. Without a query: what one can do. */
function useAnswer(
  { search, searchMore }: SearchProps,
  query: string,
  onFresh: (answer: Answer) => void,
): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const fresh = useRef(onFresh);
  fresh.current = onFresh;
  useEffect(() => {
    const wanted = query.trim();
    let current = true;
    const quick = setTimeout(
      async () => {
        const found = await search(wanted).catch(() => []);
        if (!current) return;
        const answer = { query: wanted, found };
        setAnswer(answer);
        fresh.current(answer);
      },
      wanted ? PAUSE : 0,
    );
    const slow = setTimeout(async () => {
      const found = wanted ? await searchMore(wanted).catch(() => []) : [];
      if (!current || found.length === 0) return;
      setAnswer((known) => (known?.query === wanted ? { ...known, found: [...known.found, ...found] } : known));
    }, LONG_PAUSE);
    return () => {
      current = false;
      clearTimeout(quick);
      clearTimeout(slow);
    };
  }, [query, search, searchMore]);
  return answer;
}

/** Changes a preference from where one is. */
function usePreferences(): (preference: Preference) => void {
  const language = useLanguage();
  const path = usePathname();
  const query = useSearchParams().toString();
  return (preference) => {
    if (preference === "language") {
      const other = language === "en" ? "fr" : "en";
      keepLanguage(other);
      // The whole document: its language is an attribute of it.
      window.location.assign(inLanguage(path, query, other));
    } else {
      keepTheme(preference);
    }
  };
}

function SearchList(props: SearchProps) {
  const t = useText("shell");
  const id = useId();
  const router = useRouter();
  const prefer = usePreferences();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  // Enter before there is an answer to what was typed waits for it: the answer on show is about something else.
  const entered = useRef<string>(undefined);
  const answer = useAnswer(props, query, (fresh) => {
    setActive(0);
    if (entered.current === fresh.query) go(fresh.found[0]);
    entered.current = undefined;
  }) ?? { query: "", found: [] };

  function go(found: Found | undefined) {
    if (!found) return;
    props.leave();
    if (found.preference) prefer(found.preference);
    else router.push(found.href);
  }
  function keyDown(event: KeyboardEvent) {
    if (event.key === "Enter") {
      // With an input method, Enter ends a word.
      if (event.nativeEvent.isComposing) return;
      if (query.trim() === answer.query) return go(answer.found[active]);
      entered.current = query.trim();
      return;
    }
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
        // biome-ignore lint/a11y/noAutofocus: whoever opens the search wants to type.
        autoFocus
        autoComplete="off"
        value={query}
        onChange={(event) => {
          entered.current = undefined;
          setQuery(event.target.value);
        }}
        onFocus={() => setQuery((known) => known + props.takeTyped())}
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
