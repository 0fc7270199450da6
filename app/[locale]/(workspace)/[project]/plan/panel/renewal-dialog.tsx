"use client";

import { type FormEvent, useState } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { fieldEdits } from "../field-edits.ts";
import { lifeEvidenceAction } from "./renewal-actions.ts";
import { RenewalEvidence } from "./renewal-evidence.tsx";
import type { ShownEvidence } from "./shown-evidence.ts";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

const WAYS = ["renew", "deprecate", "remove"] as const;
type Way = (typeof WAYS)[number];

interface Choice {
  readonly way: Way;
  readonly day: string;
  readonly replacement: string;
  readonly reason: string;
}

/** The evidence first, then one of three: renewed until a day, deprecated, or removed. An edit of the branch, with its reason. */
export function RenewalDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
  const { loaded, again } = useLoaded(() => lifeEvidenceAction(slug, branch, path), `${branch} ${path}`);
  const evidence = loaded.state === "there" ? loaded.value : undefined;
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={evidence ? t("renewal.of", { name: evidence.name }) : t("renewal.open")}
    >
      <TabState loaded={loaded} again={again}>
        {(found) =>
          found === undefined ? (
            <p className="text-grey-7">{t("renewal.gone")}</p>
          ) : (
            <div className="flex max-h-[70vh] flex-col gap-5 overflow-y-auto">
              <RenewalEvidence evidence={found} />
              <RenewalForm evidence={found} onClose={onClose} />
            </div>
          )
        }
      </TabState>
    </Dialog>
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function editsFor({ subject, expiresOn, deprecation }: ShownEvidence, choice: Choice, language: "en" | "fr"): Edit[] {
  const { way, day, replacement, reason } = choice;
  if (way === "renew") return fieldEdits(subject, "expiresOn", expiresOn, day);
  if (way === "remove")
    return subject.kind === "event"
      ? [{ command: "removeObject", kind: "event", id: subject.id, cascade: true }]
      : [{ command: "removeProperty", place: subject.place, id: subject.id }];
  const text = { ...deprecation?.text, ...(reason.trim() === "" ? {} : { [language]: reason.trim() }) };
  const after = {
    text,
    ...(replacement === "" ? {} : { replacementId: replacement }),
    ...(day === "" ? {} : { on: day }),
  };
  return fieldEdits(subject, "deprecation", deprecation, after);
}

function RenewalForm({ evidence, onClose }: { evidence: ShownEvidence; onClose: () => void }) {
  const t = useText("plan");
  const language = useLanguage();
  const { editable, saving, commit, undoing } = usePlanEditing();
  const [choice, setChoice] = useState<Choice>({
    way: "renew",
    day: inDays(365),
    replacement: evidence.deprecation?.replacementId ?? "",
    reason: "",
  });
  if (!editable) return <p className="text-grey-7">{t("renewal.readOnly")}</p>;
  const { way, day, replacement, reason } = choice;
  const { name } = evidence;
  const set = (part: Partial<Choice>) => setChoice((known) => ({ ...known, ...part }));
  async function decide(event: FormEvent) {
    event.preventDefault();
    const what = t(`renewal.did.${way}`, { name });
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    if (!(await commit(editsFor(evidence, choice, language), { what, ...why }))) return;
    toast({ text: what, action: { label: t("undo"), run: undoing.undo } });
    onClose();
  }
  const unchanged = way === "renew" && day === evidence.expiresOn;
  return (
    <form onSubmit={decide} className="flex flex-col gap-4 border-t pt-4">
      <FieldGroup legend={t("renewal.choose")}>
        {WAYS.map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="way"
              className="accent-accent-7"
              checked={way === one}
              onChange={() =>
                set({ way: one, day: one === "renew" ? inDays(365) : one === "deprecate" ? inDays(90) : "" })
              }
            />
            {t(`renewal.way.${one}`)}
          </label>
        ))}
      </FieldGroup>
      {way !== "remove" && (
        <Field label={t(way === "renew" ? "renewal.until" : "deprecation.on")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              className="max-w-48"
              min={inDays(0)}
              required={way === "renew"}
              value={day}
              onChange={(event) => set({ day: event.target.value })}
            />
          )}
        </Field>
      )}
      {way === "deprecate" && (
        <Field label={t("deprecation.replacement")}>
          {(control) => (
            <Select
              {...control}
              value={replacement}
              options={[
                { value: "", label: t("none") },
                ...evidence.replacements.map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(event) => set({ replacement: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t("renewal.reason")} hint={t("renewal.reasonHint")}>
        {(control) => (
          <Textarea {...control} value={reason} onChange={(event) => set({ reason: event.target.value })} />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone={way === "remove" ? "danger" : "primary"} disabled={saving || unchanged}>
          {t(`renewal.verb.${way}`)}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
