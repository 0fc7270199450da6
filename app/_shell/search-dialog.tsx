"use client";

import { Search } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../_ui/button.tsx";
import { useText } from "../_ui/text.tsx";
import type { Preference } from "./preference.ts";

export type FoundKind =
  | "event"
  | "property"
  | "userProperty"
  | "bundle"
  | "category"
  | "metric"
  | "decision"
  | "journey"
  | "cohort"
  | "report"
  | "source"
  | "violation"
  | "branch"
  | "page"
  | "act";

export interface Found {
  readonly kind: FoundKind;
  readonly label: string;
  readonly detail?: string;
  /** Empty where a preference is changed instead. */
  readonly href: string;
  readonly preference?: Preference;
}

type Window = typeof import("./search-window.tsx").SearchWindow;

/**
 * The window's code, loaded when it is likely to be asked for. Between the keys that open it and the focus in its field,
 * what is typed is kept and handed over.
 */
function useSearchWindow() {
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<{ readonly SearchWindow: Window }>();
  const early = useRef<string>(undefined);
  const load = useCallback(() => {
    import("./search-window.tsx").then(setLoaded, () => {
      early.current = undefined;
      setOpen(false);
    });
  }, []);
  const show = useCallback(() => {
    if (open) return;
    early.current = "";
    load();
    setOpen(true);
  }, [open, load]);
  const takeTyped = useCallback(() => {
    const typed = early.current ?? "";
    early.current = undefined;
    return typed;
  }, []);
  const change = useCallback((next: boolean) => {
    early.current = undefined;
    setOpen(next);
  }, []);
  useEffect(() => {
    function keyDown(event: KeyboardEvent) {
      const modified = event.metaKey || event.ctrlKey;
      if (event.key === "Control" || event.key === "Meta") return load();
      if (modified && event.key.toLowerCase() === "k") show();
      else if (early.current !== undefined && event.key.length === 1 && !modified) early.current += event.key;
      else return;
      event.preventDefault();
    }
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, [load, show]);
  return { SearchWindow: loaded?.SearchWindow, open, takeTyped, load, show, change };
}

/** Finds anything by name and does the usual things, from anywhere: Ctrl+K or Command+K. */
export function SearchDialog(props: {
  slug: string;
  search: (slug: string, branch: string | undefined, query: string) => Promise<readonly Found[]>;
  /** What takes longer to find, shown below the rest. */
  violations: (slug: string, query: string) => Promise<readonly Found[]>;
}) {
  const t = useText("shell");
  const branch = useSearchParams().get("branch") ?? undefined;
  const { slug, search: find, violations } = props;
  const search = useCallback((query: string) => find(slug, branch, query), [find, slug, branch]);
  const searchMore = useCallback((query: string) => violations(slug, query), [violations, slug]);
  const { SearchWindow, open, takeTyped, load, show, change } = useSearchWindow();
  return (
    <>
      <Button
        onClick={show}
        onPointerEnter={load}
        onFocus={load}
        aria-keyshortcuts="Control+K Meta+K"
        className="text-grey-7 max-sm:border-transparent max-sm:px-2"
      >
        <Search aria-hidden />
        <span className="max-lg:sr-only">{t("search.verb")}</span>
        <kbd aria-hidden className="ml-2 rounded-small border px-1 text-label max-lg:hidden">
          Ctrl K
        </kbd>
      </Button>
      {SearchWindow !== undefined && (
        <SearchWindow
          open={open}
          onOpenChange={change}
          search={search}
          searchMore={searchMore}
          takeTyped={takeTyped}
          leave={() => change(false)}
        />
      )}
    </>
  );
}
