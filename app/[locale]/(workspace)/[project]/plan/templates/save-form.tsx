"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { LANGUAGES, type LocalizedText } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { RadioList } from "../../../../../_ui/radio-list.tsx";
import { RefusalNotice } from "../../../../../_ui/refusal-notice.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { besidesOf } from "./besides.ts";
import { Chooser } from "./chooser.tsx";
import { chosenKey, type SaveAnswer, type SaveHouse, type Takeable } from "./house-shape.ts";
import { planHref } from "./template-href.ts";

export interface SaveStart {
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  /** Ids; none for a template that is new. */
  readonly chosen: readonly string[] | undefined;
  readonly standards: boolean;
}

/** Events that were checked in the grid, once. */
function checkedInGrid(slug: string): readonly string[] {
  const text = sessionStorage.getItem(chosenKey(slug));
  sessionStorage.removeItem(chosenKey(slug));
  try {
    const ids: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** What a template takes, how it is called, and saving it. What was typed stays when it is refused. */
export function SaveForm(props: {
  slug: string;
  branch: string;
  version: number | undefined;
  versions: readonly number[];
  template: { readonly id: string; readonly next: number } | undefined;
  items: readonly Takeable[];
  start: SaveStart;
  save: (slug: string, given: SaveHouse) => Promise<SaveAnswer>;
}) {
  const { slug, branch, version, items, start, template } = props;
  const t = useText("house");
  const plan = useText("plan");
  const language = useLanguage();
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const there = new Map(items.map((item) => [item.id, item]));
  const [whole, setWhole] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(start.chosen));
  const [standards, setStandards] = useState(start.standards);
  const [name, setName] = useState({ en: "", fr: "", ...start.name });
  const [description, setDescription] = useState({ en: "", fr: "", ...start.description });
  const [notes, setNotes] = useState("");
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Extract<SaveAnswer, { ok: false }>>();
  useEffect(() => {
    const checked = checkedInGrid(slug);
    if (checked.length > 0) setChosen((before) => new Set([...before, ...checked]));
  }, [slug]);
  // Of another version or branch some may be gone.
  const present = new Set([...chosen].filter((id) => there.has(id)));
  function goTo(at: string) {
    const params = new URLSearchParams(query);
    if (at === "") params.delete("at");
    else params.set("at", at);
    router.replace(`${path}?${params}`, { scroll: false });
  }
  const refuse = (text: string) => setRefusal({ ok: false, text, errors: [] });
  async function submit(event: FormEvent) {
    event.preventDefault();
    const cohorts = [...present].filter((id) => there.get(id)?.kind === "cohort");
    const objects = [...present].filter((id) => there.get(id)?.kind !== "cohort");
    if (!whole && present.size === 0 && !standards) return refuse(t("save.nothing"));
    if (name.en.trim() === "" && name.fr.trim() === "") return refuse(t("save.nameless"));
    setPending(true);
    setRefusal(undefined);
    const take = whole ? "all" : { objects, cohorts, standards };
    try {
      const answer = await props.save(slug, {
        branch,
        version,
        template: template?.id,
        name,
        description,
        notes,
        take,
      });
      if (!answer.ok) return setRefusal(answer);
      toast({ text: t("save.done", { name: name[language] || name.en || name.fr, version: answer.version }) });
      router.push(planHref(language, { slug, branch }, `templates/house/${answer.id}`));
    } catch {
      refuse(plan("saveFailed"));
    } finally {
      setPending(false);
    }
  }
  const ways = [
    { value: "whole" as const, label: t("save.whole"), hint: t("save.wholeHint") },
    { value: "part" as const, label: t("save.part"), hint: t("save.partHint") },
  ];
  return (
    <form onSubmit={submit} className="flex max-w-4xl flex-col items-start gap-5">
      <div className="grid w-full grid-cols-1 gap-3 md:grid-cols-2">
        {LANGUAGES.map((one) => (
          <Field key={one} label={t("save.name", { language: plan(`language.${one}`) })}>
            {(control) => (
              <Input
                {...control}
                lang={one}
                maxLength={200}
                value={name[one]}
                onChange={(event) => setName({ ...name, [one]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
        {LANGUAGES.map((one) => (
          <Field key={one} label={t("save.description", { language: plan(`language.${one}`) })}>
            {(control) => (
              <Textarea
                {...control}
                lang={one}
                maxLength={5000}
                value={description[one]}
                onChange={(event) => setDescription({ ...description, [one]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={t("save.of")} className="w-72 max-w-full">
        {(control) => (
          <Select
            {...control}
            value={version === undefined ? "" : String(version)}
            options={[
              { value: "", label: t("save.ofBranch", { branch }) },
              ...props.versions.map((one) => ({ value: String(one), label: t("save.ofVersion", { version: one }) })),
            ]}
            onChange={(event) => goTo(event.target.value)}
          />
        )}
      </Field>
      <RadioList
        legend={t("save.what")}
        options={ways}
        value={whole ? "whole" : "part"}
        onChange={(way) => setWhole(way === "whole")}
      />
      {!whole && (
        <Chooser
          items={items}
          chosen={present}
          besides={besidesOf(there, present)}
          standards={standards}
          onChosen={setChosen}
          onStandards={setStandards}
        />
      )}
      <Field label={t("save.notes")} hint={t("save.notesHint")} className="w-full">
        {(control) => (
          <Textarea
            {...control}
            maxLength={5000}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" pending={pending}>
        {template === undefined ? t("save.submit") : t("save.submitNext", { version: template.next })}
      </Button>
      <RefusalNotice refusal={refusal} />
    </form>
  );
}
