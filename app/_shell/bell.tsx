"use client";

import { Bell as BellIcon } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "../_ui/button.tsx";
import { Notice } from "../_ui/notice.tsx";
import { Skeleton } from "../_ui/skeleton.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";
import { TextLink } from "../_ui/text-link.tsx";
import { NoticeLine, type ShownNotice } from "./notice-line.tsx";

/** The latest, and how many are unread in all. */
export interface Latest {
  readonly items: readonly ShownNotice[];
  readonly unread: number;
}

export interface BellProps {
  readonly slug: string;
  readonly unread: number;
  readonly load: (slug: string) => Promise<Latest>;
  /** Of those ids, or of all. */
  readonly markRead: (slug: string, ids: readonly string[] | undefined) => Promise<void>;
}

type Loaded = readonly ShownNotice[] | "loading" | "failed";

/** What concerns whoever is signed in, and how much of it is new. */
export function Bell(props: BellProps) {
  const { slug } = props;
  const t = useText("notice");
  const language = useLanguage();
  const panel = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<Loaded>("loading");
  const [counted, setCounted] = useState(props.unread);
  const [unread, setUnread] = useState(props.unread);
  // The server counted again.
  if (counted !== props.unread) {
    setCounted(props.unread);
    setUnread(props.unread);
  }
  function load() {
    setLoaded("loading");
    props.load(slug).then(
      (latest) => {
        setLoaded(latest.items);
        setUnread(latest.unread);
      },
      () => setLoaded("failed"),
    );
  }
  function mark(ids: readonly string[] | undefined) {
    const list = typeof loaded === "string" ? [] : loaded;
    const isMarked = ({ id, read }: ShownNotice) => !read && (ids === undefined || ids.includes(id));
    setUnread(ids === undefined ? 0 : Math.max(0, unread - list.filter(isMarked).length));
    if (loaded === list) setLoaded(list.map((one) => (isMarked(one) ? { ...one, read: true } : one)));
    // What could not be marked is unread the next time.
    props.markRead(slug, ids).catch(() => undefined);
  }
  function leave() {
    setOpen(false);
    button.current?.focus();
  }
  function toggle() {
    if (!open) load();
    setOpen(!open);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button opened, wherever the focus is in it.
    <div
      className="sm:relative"
      onKeyDown={(event) => open && event.key === "Escape" && leave()}
      onBlur={(event) => {
        const to = event.relatedTarget;
        if (to !== null && !event.currentTarget.contains(to)) setOpen(false);
      }}
    >
      <Button
        ref={button}
        tone="quiet"
        size="icon"
        aria-label={t("bell.label", { count: unread })}
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={toggle}
        className="relative"
      >
        <BellIcon aria-hidden />
        {unread > 0 && <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-accent-7" />}
      </Button>
      {open && (
        <section
          id={panel}
          aria-label={t("bell.title")}
          className="absolute right-0 z-50 mt-1 flex max-h-[min(32rem,80dvh)] w-96 max-w-[calc(100vw-1rem)] flex-col overflow-y-auto rounded border bg-grey-1 shadow-float max-sm:right-2"
        >
          <div className="flex items-center justify-between gap-2 border-b px-3 py-2">
            <h2 className="font-semibold">{t("bell.title")}</h2>
            {unread > 0 && (
              <Button size="small" onClick={() => mark(undefined)}>
                {t("bell.markAll")}
              </Button>
            )}
          </div>
          {/* Above the list: what stands below it moves away under the hand as it arrives. */}
          <div className="flex justify-between gap-2 border-b px-3 py-2">
            <TextLink href={`/${language}/${slug}/notifications`} onClick={() => setOpen(false)}>
              {t("bell.all")}
            </TextLink>
            <TextLink href={`/${language}/${slug}/settings/notifications`} onClick={() => setOpen(false)}>
              {t("bell.settings")}
            </TextLink>
          </div>
          <NoticeList
            loaded={loaded}
            again={load}
            onFollow={(id) => {
              mark([id]);
              setOpen(false);
            }}
          />
        </section>
      )}
    </div>
  );
}

function NoticeList(props: { loaded: Loaded; again: () => void; onFollow: (id: string) => void }) {
  const t = useText("notice");
  const { loaded } = props;
  if (loaded === "loading") return <Skeleton className="m-3 h-16" />;
  if (loaded === "failed") {
    return (
      <Notice tone="danger" title={t("bell.failed")} className="m-3">
        <Button size="small" onClick={props.again}>
          {t("bell.again")}
        </Button>
      </Notice>
    );
  }
  if (loaded.length === 0) return <p className="px-3 py-4 text-grey-7">{t("bell.none")}</p>;
  return (
    <ul>
      {loaded.map((notice) => (
        <li key={notice.id} className="border-b last:border-b-0">
          <NoticeLine notice={notice} onFollow={() => props.onFollow(notice.id)} />
        </li>
      ))}
    </ul>
  );
}
