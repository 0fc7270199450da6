"use client";

import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { fieldEdits } from "../field-edits.ts";
import { fieldHistoryAction } from "./actions.ts";
import type { FieldOfHistory, FieldWindowProps } from "./field-history.tsx";
import { FieldValue, textsOf } from "./field-value.tsx";
import { FieldWindow } from "./field-window.tsx";
import type { ShownMoment } from "./shown-moment.ts";

/** What a field has held, the latest first: who gave it that, when and why, and the way back to it. */
export function HistoryDialog(props: FieldWindowProps) {
  const t = useText("plan");
  return (
    <FieldWindow
      field={props}
      title={t("history.of", { field: props.label })}
      load={({ slug, branch, path }) => fieldHistoryAction(slug, branch, path)}
    >
      {(moments) =>
        moments.length === 0 ? (
          <p className="text-grey-7">{t("history.never")}</p>
        ) : (
          <ol className="flex max-h-[60vh] flex-col overflow-y-auto">
            {moments.map((moment, index) => (
              <Moment key={moment.revision} moment={moment} current={index === 0} field={props} />
            ))}
          </ol>
        )
      }
    </FieldWindow>
  );
}

function Moment(props: { moment: ShownMoment; current: boolean; field: FieldWindowProps }) {
  const t = useText("plan");
  const { editable, commit, begin } = usePlanEditing();
  const [within] = useState(() => begin());
  const [pending, setPending] = useState(false);
  const { moment, current, field } = props;
  async function restore() {
    setPending(true);
    const edits = fieldEdits(field.subject, field.field, field.value, moment.value ?? emptied(field.value));
    const done = await within(() => commit(edits, { what: t("history.restored", { field: field.label }) }));
    setPending(false);
    if (done) field.onClose();
  }
  return (
    <li className="flex flex-col gap-1 border-b py-2 last:border-0">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <FieldValue field={field.field} value={moment.value} />
        </div>
        {current ? (
          <span className="text-grey-7 text-grid">{t("history.now")}</span>
        ) : (
          editable &&
          (moment.value !== undefined || mayBeEmpty(field)) && (
            <Button size="small" pending={pending} onClick={() => void restore()}>
              {t("history.restore")}
            </Button>
          )
        )}
      </div>
      <Origin moment={moment} />
    </li>
  );
}

/** What a field without a value holds, by what it holds now: the edit takes away what came since. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return textsOf(value) ? {} : undefined;
}

function mayBeEmpty({ optional, value }: FieldOfHistory): boolean {
  return optional || emptied(value) !== undefined;
}

/** Who, when and why. */
function Origin({ moment }: { moment: ShownMoment }) {
  const t = useText("plan");
  const format = useFormatter();
  const { merged, published } = moment;
  const timeOf = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="text-grey-7 text-grid">
      {moment.by === undefined || moment.at === undefined ? (
        <p>{t("history.began")}</p>
      ) : (
        <p>
          {t("history.by", {
            name: moment.by,
            time: timeOf(moment.at),
          })}
        </p>
      )}
      {moment.reason && <p className="break-words">{t("history.reason", { reason: moment.reason })}</p>}
      {merged && (
        <>
          <p className="break-words">{t("history.through", { branch: merged.title || merged.branch })}</p>
          <ul className="border-l pl-2">
            {merged.written.map(({ by, at, reason }) => (
              <li key={`${at} ${by}`} className="break-words">
                <p>{t("history.writtenBy", { name: by, time: timeOf(at) })}</p>
                {reason && <p>{t("history.reason", { reason })}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {published && (
        <p className="break-words">
          {published.notes
            ? t("history.publishedWith", { version: published.version, notes: published.notes })
            : t("history.published", { version: published.version })}
        </p>
      )}
    </div>
  );
}
