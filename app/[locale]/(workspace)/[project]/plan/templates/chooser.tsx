"use client";

import { useDeferredValue, useState } from "react";
import { plainWords, searchWords } from "../../../../../../lib/base/plain-words.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Takeable } from "./house-shape.ts";

/** The kinds one chooses from, in the order one thinks of them; categories come along by themselves. */
const KINDS = ["event", "bundle", "user_property", "group_type", "journey", "decision", "metric", "cohort"] as const;
type Kind = (typeof KINDS)[number];

/** Beyond this many of one kind a search is asked for. */
const SHOWN = 100;

function matching(items: readonly Takeable[], kind: Kind, search: string): readonly Takeable[] {
  const words = searchWords(search);
  return items.filter((item) => {
    if (item.kind !== kind) return false;
    const text = plainWords(`${item.name} ${item.about}`);
    return words.every((word) => text.includes(word));
  });
}

/** Everything a template can take, found by name and kind; below it what comes along. */
export function Chooser(props: {
  items: readonly Takeable[];
  chosen: ReadonlySet<string>;
  besides: readonly Takeable[];
  standards: boolean;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onStandards: (standards: boolean) => void;
}) {
  const { items, chosen, besides, onChosen } = props;
  const t = useText("house");
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState("");
  const wanted = useDeferredValue(search);
  const shown = KINDS.filter((one) => kind === "" || kind === one)
    .map((one) => ({ kind: one, found: matching(items, one, wanted) }))
    .filter(({ found }) => found.length > 0);
  const visible = shown.flatMap(({ found }) => found.slice(0, SHOWN));
  const come = new Set(besides.map(({ id }) => id));
  function toggle(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChosen(next);
  }
  return (
    <div className="flex w-full min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("save.search")} className="w-64 max-w-full">
          {(control) => (
            <Input
              {...control}
              type="search"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t("save.kind")} className="w-52">
          {(control) => (
            <Select
              {...control}
              value={kind}
              options={[
                { value: "", label: t("save.anyKind") },
                ...KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) })),
              ]}
              onChange={(event) => setKind(event.target.value)}
            />
          )}
        </Field>
        {visible.length > 0 && (
          <Button onClick={() => onChosen(new Set([...chosen, ...visible.map(({ id }) => id)]))}>
            {t("save.chooseShown", { count: visible.length })}
          </Button>
        )}
        {chosen.size > 0 && (
          <Button tone="quiet" onClick={() => onChosen(new Set())}>
            {t("save.clear")}
          </Button>
        )}
        <span role="status" className="text-grey-7 text-grid">
          {t("save.chosen", { count: chosen.size })}
        </span>
      </div>
      <Checkbox
        label={t("save.standards")}
        hint={t("save.standardsHint")}
        checked={props.standards}
        onChange={(event) => props.onStandards(event.currentTarget.checked)}
      />
      {items.length === 0 && <p className="text-grey-7">{t("save.noneThere")}</p>}
      {items.length > 0 && shown.length === 0 && <p className="text-grey-7">{t("save.noneFound")}</p>}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4">
        {shown.map(({ kind: one, found }) => (
          <fieldset key={one} className="min-w-0">
            <legend className="mb-1 font-medium">
              {t(`kind.${one}`)} <span className="font-normal text-grey-7">{found.length}</span>
            </legend>
            <ul>
              {found.slice(0, SHOWN).map((item) => (
                <li key={item.id}>
                  <Checkbox
                    label={<span className="wrap-anywhere">{item.name}</span>}
                    hint={item.about && <span className="line-clamp-1 wrap-anywhere">{item.about}</span>}
                    checked={chosen.has(item.id) || come.has(item.id)}
                    disabled={come.has(item.id)}
                    onChange={(event) => toggle(item.id, event.currentTarget.checked)}
                  />
                </li>
              ))}
            </ul>
            {found.length > SHOWN && (
              <p className="text-grey-7 text-grid">{t("save.more", { count: found.length - SHOWN })}</p>
            )}
          </fieldset>
        ))}
      </div>
      {chosen.size > 0 && (
        <section aria-labelledby="besides" className="rounded border bg-grey-2 px-3 py-2">
          <h2 id="besides" className="font-medium">
            {t("save.besides")}
          </h2>
          {besides.length === 0 ? (
            <p className="text-grey-7">{t("save.besidesNone")}</p>
          ) : (
            <dl className="text-grid">
              {[...KINDS, "category" as const].map((one) => {
                const list = besides.filter((item) => item.kind === one);
                return (
                  list.length > 0 && (
                    <div key={one} className="flex flex-wrap gap-x-2">
                      <dt className="text-grey-7">{t(`kind.${one}`)}</dt>
                      <dd className="min-w-0 break-words">{list.map(({ name }) => name).join(", ")}</dd>
                    </div>
                  )
                );
              })}
            </dl>
          )}
        </section>
      )}
    </div>
  );
}
