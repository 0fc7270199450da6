"use client";

import { useEffect, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { FindingMark } from "../finding-mark.tsx";
import { DecideButton } from "../panel/renewal-button.tsx";
import { concerns, type FieldTrouble, type ShownFinding, usePlanEditing } from "./editing-context.tsx";

/** What there is to say about one field: why it was not saved, and what the rules found, each with its way out. */
export function FieldNotes(props: { path: string; within?: boolean }) {
  const { troubles, findings, watch } = usePlanEditing();
  const within = props.within ?? false;
  useEffect(() => watch(within ? `${props.path}/` : props.path), [watch, within, props.path]);
  const mine = troubles.filter((trouble) => concerns(props.path, trouble.path, within));
  const found = findings.filter((finding) => concerns(props.path, finding.path, within));
  if (mine.length + found.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      {mine.map((trouble) => (
        <TroubleNote key={`${trouble.kind} ${trouble.path}`} trouble={trouble} />
      ))}
      {found.map((finding) => (
        <FindingNote key={`${finding.rule} ${finding.path} ${finding.text}`} finding={finding} />
      ))}
    </div>
  );
}

/** A finding with its one-click mend; what takes something away is asked about first. */
export function FindingNote({ finding }: { finding: ShownFinding }) {
  const t = useText("plan");
  const { commit, editable, saving } = usePlanEditing();
  const [asked, setAsked] = useState(false);
  const { fix } = finding;
  async function mend() {
    if (fix) await commit(fix.edits);
  }
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-grid">
      <FindingMark severity={finding.severity} label={t(`severity.${finding.severity}`)} />
      <span className="min-w-0 flex-1 break-words" title={finding.hint}>
        {finding.text}
      </span>
      {fix && editable && (
        <Button
          size="small"
          title={fix.label}
          disabled={saving}
          onClick={() => (fix.removes ? setAsked(true) : void mend())}
          className="max-w-full"
        >
          <bdi className="min-w-0 truncate">{fix.label}</bdi>
        </Button>
      )}
      <DecideButton rule={finding.rule} path={finding.path} />
      {fix?.removes && (
        <Confirm
          open={asked}
          onOpenChange={setAsked}
          title={t("finding.removeTitle")}
          description={finding.text}
          verb={fix.label}
          onConfirm={mend}
        />
      )}
    </p>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value, null, 1);
}

/** A save that came too late shows both values; nothing typed is lost, and one of the two is chosen. */
function TroubleNote({ trouble }: { trouble: FieldTrouble }) {
  const t = useText("plan");
  const { commit, settle, saving } = usePlanEditing();
  if (trouble.kind === "refused")
    return (
      <p role="alert" className="text-danger-7 text-grid">
        {trouble.text}
      </p>
    );
  return (
    <div role="alert" className="rounded border border-violating-5 bg-violating-1 p-2 text-grid">
      <p className="font-medium">{t("stale.title", { name: trouble.by })}</p>
      <dl className="my-1 grid grid-cols-[auto_1fr] gap-x-2">
        <dt className="text-grey-7">{t("stale.theirs")}</dt>
        <dd className="whitespace-pre-wrap break-words">{shown(trouble.theirs) || t("stale.empty")}</dd>
        <dt className="text-grey-7">{t("stale.mine")}</dt>
        <dd className="whitespace-pre-wrap break-words">{shown(trouble.mine) || t("stale.empty")}</dd>
      </dl>
      <span className="flex flex-wrap gap-2">
        <Button size="small" disabled={saving} onClick={() => settle(trouble.path)}>
          {t("stale.keepTheirs")}
        </Button>
        <Button size="small" disabled={saving} onClick={() => void commit(trouble.edits, { seen: trouble.revision })}>
          {t("stale.putMine")}
        </Button>
      </span>
    </div>
  );
}
