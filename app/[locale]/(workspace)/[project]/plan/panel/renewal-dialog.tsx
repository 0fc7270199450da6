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
import { usePlanEditing, type Within } from "../editing/editing-context.tsx";
import { fieldEdits } from "../field-edits.ts";
import { REASON_MAX } from "../view.ts";
import { lifeEvidenceAction } from "./renewal-actions.ts";
import { RenewalEvidence } from "./renewal-evidence.tsx";
import type { ShownEvidence } from "./shown-evidence.ts";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

type Way = "renew" | "deprecate" | "another" | "restore" | "remove";

/** The ways to go on, each of which ends what the finding speaks of; the usual one first. */
function waysFor({ status }: ShownEvidence, rule: string | undefined): readonly Way[] {
  if (status === "deprecated") return ["another", "restore", "remove"];
  return rule === "stale_event" ? ["deprecate", "remove"] : ["renew", "deprecate", "remove"];
}

const DAYS: Readonly<Partial<Record<Way, number>>> = { renew: 365, deprecate: 90, another: 90 };

function dayFor(way: Way): string {
  const days = DAYS[way];
  return days === undefined ? "" : inDays(days);
}

interface Choice {
  readonly way: Way;
  readonly day: string;
  readonly replacement: string;
  readonly reason: string;
}

interface Props {
  readonly path: string;
  /** Of the finding that it was opened from. */
  readonly rule?: string | undefined;
  readonly onClose: () => void;
}

/** The evidence first, then what shall become of it: an edit of the branch, with its reason, made on what the evidence shows. */
export function RenewalDialog({ path, rule, onClose }: Props) {
  const t = useText("plan");
  const { slug, branch, begin } = usePlanEditing();
  const [within, setWithin] = useState(() => begin());
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
              <RenewalForm
                evidence={found}
                ways={waysFor(found, rule)}
                within={within}
                onLate={() => {
                  setWithin(() => begin());
                  again();
                }}
                onClose={onClose}
              />
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
  if (way === "restore") return [{ command: "restore", target: subject }];
  if (way === "another") return fieldEdits(subject, "deprecation", deprecation, { text: {}, ...deprecation, on: day });
  if (way === "remove")
    return subject.kind === "event"
      ? [{ command: "removeObject", kind: "event", id: subject.id }]
      : [{ command: "removeProperty", place: subject.place, id: subject.id }];
  const after = {
    text: reason.trim() === "" ? {} : { [language]: reason.trim() },
    ...(replacement === "" ? {} : { replacementId: replacement }),
    ...(day === "" ? {} : { on: day }),
  };
  return fieldEdits(subject, "deprecation", deprecation, after);
}

function RenewalForm(props: {
  evidence: ShownEvidence;
  ways: readonly Way[];
  within: Within;
  /** Somebody else changed it meanwhile: the evidence is to be looked at again. */
  onLate: () => void;
  onClose: () => void;
}) {
  const { evidence, ways, within } = props;
  const t = useText("plan");
  const language = useLanguage();
  const { editable, saving, commit } = usePlanEditing();
  const [chosen, setChoice] = useState<Choice>(() => {
    const [first = "remove"] = ways;
    return { way: first, day: dayFor(first), replacement: "", reason: "" };
  });
  if (!editable) return <p className="text-grey-7">{t("renewal.readOnly")}</p>;
  // Looked at again, it may be deprecated now.
  const [first = "remove"] = ways;
  const choice = ways.includes(chosen.way) ? chosen : { ...chosen, way: first, day: dayFor(first) };
  const { way, day, replacement, reason } = choice;
  const { name } = evidence;
  const set = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  async function decide(event: FormEvent) {
    event.preventDefault();
    const what = t(`renewal.did.${way}`, { name });
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    const edits = editsFor(evidence, choice, language);
    if (await within(() => commit(edits, { what, ...why, done: { text: what } }))) props.onClose();
    else if (within.late?.()) props.onLate();
  }
  const unchanged = way === "renew" && day === evidence.expiresOn;
  const demanded = way === "renew" || way === "another";
  return (
    <form onSubmit={decide} className="flex flex-col gap-4 border-t pt-4">
      <FieldGroup legend={t("renewal.choose")}>
        {ways.map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="way"
              className="accent-accent-7"
              checked={way === one}
              onChange={() => set({ way: one, day: dayFor(one) })}
            />
            {t(`renewal.way.${one}`)}
          </label>
        ))}
      </FieldGroup>
      {way === "remove" && <p className="text-grey-7 text-grid">{t("renewal.goes", { name })}</p>}
      {(demanded || way === "deprecate") && (
        <Field label={t(way === "renew" ? "renewal.until" : "deprecation.on")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              className="max-w-48"
              min={inDays(0)}
              required={demanded}
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
          <Textarea
            {...control}
            maxLength={REASON_MAX}
            value={reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone={way === "remove" ? "danger" : "primary"} disabled={saving || unchanged}>
          {t(`renewal.verb.${way}`)}
        </Button>
        <Button onClick={props.onClose}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
