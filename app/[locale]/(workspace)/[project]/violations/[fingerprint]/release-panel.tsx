"use client";

import { useState, useTransition } from "react";
import type { ReverdictPreview } from "../../../../../../lib/ingest/reverdict.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";

interface Props {
  readonly slug: string;
  readonly fingerprint: string;
  readonly held: number;
  /** The published versions, the latest first. */
  readonly versions: readonly number[];
  readonly mayRelease: boolean;
  readonly preview: (
    slug: string,
    fingerprint: string,
    includeBlocked: boolean,
    planVersion?: number,
  ) => Promise<ReverdictPreview>;
  readonly release: FormAction;
}

/** Judges the held events again under a published version: first what it would do, then the release. */
export function ReleasePanel(props: Props) {
  const t = useText("violation");
  const [preview, setPreview] = useState<ReverdictPreview>();
  const [includeBlocked, setIncludeBlocked] = useState(false);
  const [planVersion, setPlanVersion] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [pending, start] = useTransition();
  const look = () =>
    start(async () => {
      try {
        setPreview(await props.preview(props.slug, props.fingerprint, includeBlocked, planVersion));
        setFailed(false);
      } catch {
        setFailed(true);
      }
    });
  return (
    <section aria-labelledby="release" className="max-w-2xl rounded border p-4">
      <h2 id="release" className="font-semibold">
        {t("release.title")}
      </h2>
      <p className="mb-3 text-grey-7">{t("release.text")}</p>
      {props.versions.length > 1 && (
        <Field label={t("release.version")} className="mb-3">
          {(field) => (
            <Select
              {...field}
              className="w-fit"
              options={props.versions.map((version, at) => ({
                value: at === 0 ? "" : String(version),
                label: t(at === 0 ? "release.latest" : "release.ofVersion", { version }),
              }))}
              value={planVersion ?? ""}
              disabled={pending}
              onChange={({ currentTarget: { value } }) => {
                setPlanVersion(value === "" ? undefined : Number(value));
                setPreview(undefined);
              }}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={look} pending={pending}>
          {t("release.preview")}
        </Button>
        <Checkbox
          label={t("release.includeBlocked")}
          checked={includeBlocked}
          onChange={(event) => {
            setIncludeBlocked(event.currentTarget.checked);
            setPreview(undefined);
          }}
        />
      </div>
      <div aria-live="polite" className={preview || failed ? "mt-3" : undefined}>
        {failed && <p className="text-violating-8">{t("release.failed")}</p>}
        {preview && (
          <p data-preview>
            {t("release.previewed", {
              version: preview.planVersion,
              judged: preview.judged,
              released: preview.released,
              held: preview.stillHeld,
            })}{" "}
            {preview.blocked > 0 && t("release.blocked", { count: preview.blocked })}
          </p>
        )}
      </div>
      {props.mayRelease && (
        <ActionForm action={props.release} label={t("release.title")} className={preview ? "mt-3" : ""}>
          <FormMessage />
          <input type="hidden" name="project" value={props.slug} />
          <input type="hidden" name="fingerprint" value={props.fingerprint} />
          {includeBlocked && <input type="hidden" name="includeBlocked" value="on" />}
          {planVersion !== undefined && <input type="hidden" name="planVersion" value={planVersion} />}
          {preview !== undefined && preview.released > 0 && (
            <div>
              <SubmitButton>{t("release.verb", { count: preview.released })}</SubmitButton>
            </div>
          )}
        </ActionForm>
      )}
    </section>
  );
}
