"use client";

import { Fragment, useState } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { LinkAhead } from "../../../../../_ui/link-ahead.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** More would make the list slow, and nobody reads them: they are searched for. */
const SHOWN_MAX = 200;

/** The files of an SDK, searched while one types; each is a link, the one shown is marked. */
export function FileList(props: { paths: readonly string[]; current: string; href: string }) {
  const t = useText("code");
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = props.paths.filter((path) => words.every((word) => path.toLowerCase().includes(word)));
  const shown = found.slice(0, SHOWN_MAX);
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <search>
        <Field label={t("search")}>
          {(control) => (
            <Input
              {...control}
              type="search"
              value={search}
              placeholder={t("searchHint")}
              onChange={(event) => setSearch(event.target.value)}
            />
          )}
        </Field>
      </search>
      <p role="status" className="text-grey-7 text-grid">
        {found.length === 0 ? t("noFile") : t("found", { shown: found.length, all: props.paths.length })}
      </p>
      <nav aria-label={t("files")} className="min-h-0 overflow-y-auto max-lg:max-h-56">
        <ul>
          {shown.map((path) => (
            <li key={path}>
              <LinkAhead
                href={`${props.href}&file=${encodeURIComponent(path)}`}
                scroll={false}
                aria-current={path === props.current ? "page" : undefined}
                className={className(
                  "block min-h-6 wrap-anywhere rounded-small px-2 py-0.5 font-mono text-grid",
                  path === props.current ? "bg-accent-2 font-medium" : "hover:bg-grey-3",
                )}
              >
                {path.split(/(?<=\/)/).map((part, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: folders of one path may be called alike, and never move.
                  <Fragment key={at}>
                    {part}
                    <wbr />
                  </Fragment>
                ))}
              </LinkAhead>
            </li>
          ))}
        </ul>
        {found.length > shown.length && (
          <p className="px-2 py-1 text-grey-7 text-grid">{t("more", { count: found.length - shown.length })}</p>
        )}
      </nav>
    </div>
  );
}
