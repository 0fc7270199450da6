"use client";

import { Circle, CircleMinus } from "lucide-react";
import { useState } from "react";
import { printable } from "../../../../../../lib/base/printable.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import { setAsideAction } from "../actions.ts";
import type { FaultView, ItemView, SampleView } from "../run-view.ts";

type LoadSample = (uid: number) => Promise<SampleView | undefined>;

interface Props {
  readonly item: ItemView;
  /** The project and the run, for forms. */
  readonly fields: Readonly<Record<string, string>>;
  readonly mayAct: boolean;
  readonly loadSample: LoadSample;
}

function standing({ state, aside }: ItemView): "missing" | "conformant" | "fault" | "aside" {
  return aside === undefined ? state : "aside";
}

function Shape({ item }: { item: ItemView }) {
  switch (standing(item)) {
    case "conformant":
      return <VerdictShape verdict="conformant" />;
    case "fault":
      return <VerdictShape verdict="violating" />;
    case "aside":
      return <CircleMinus aria-hidden className="size-3.5 shrink-0 text-grey-7" />;
    case "missing":
      return <Circle aria-hidden strokeDasharray="3 3" className="size-3.5 shrink-0 text-grey-6" />;
  }
}

/** One planned event: missing, received and conformant, at fault or set aside; opened, it shows what came. */
export function ItemRow({ item, fields, mayAct, loadSample }: Props) {
  const t = useText("acceptance");
  const format = useFormatter();
  const { state, last, faults, aside, conformant, faulty } = item;
  const [latest] = faults;
  const at = state === "fault" ? latest?.at : last?.at;
  return (
    <li className="border-b last:border-b-0" data-state={standing(item)}>
      <details>
        <summary className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
          <Shape item={item} />
          <span className="font-medium">{t(`run.row.${standing(item)}`)}</span>
          <code className="min-w-0 break-all">{printable(item.name)}</code>
          {item.isCritical && <Badge tone="accent">{t("run.critical")}</Badge>}
          {conformant > 1 && <span className="text-grey-7">{t("run.times", { count: conformant })}</span>}
          {state === "conformant" && faulty > 0 && (
            <span className="text-grey-7">{t("run.mended", { count: faulty })}</span>
          )}
          {state === "fault" && faulty > 1 && <span className="text-grey-7">{t("run.faults", { count: faulty })}</span>}
          <span className="ml-auto text-grey-7">
            {at !== undefined && format.dateTime(new Date(at), { timeStyle: "medium" })}
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t px-3 py-2">
          {item.title !== "" && <p>{item.title}</p>}
          {last !== undefined && <Call key={last.uid} uid={last.uid} label={t("run.payload")} load={loadSample} />}
          {latest !== undefined && latest.uid !== 0 && state === "fault" && (
            <Call key={latest.uid} uid={latest.uid} label={t("run.faultPayload")} load={loadSample} />
          )}
          {faults.length > 0 && <Faults faults={faults} />}
          {mayAct && <AsideForm item={item} fields={fields} />}
        </div>
      </details>
      {state === "fault" && aside === undefined && latest !== undefined && (
        <ul className="list-disc px-3 pb-2 pl-9 text-grid">
          {latest.texts.map((text) => (
            <li key={text} className="break-words">
              {text}
            </li>
          ))}
        </ul>
      )}
      {aside !== undefined && (
        <p className="break-words px-3 pb-2 pl-9 text-grey-7 text-grid">
          {t("run.asideBy", { name: aside.by, reason: aside.reason })}
        </p>
      )}
    </li>
  );
}

/** A call, read once somebody asks for it. */
function Call({ uid, label, load }: { uid: number; label: string; load: LoadSample }) {
  const t = useText("acceptance");
  const [sample, setSample] = useState<SampleView | "reading" | "gone" | undefined>();
  const read = async () => {
    setSample("reading");
    setSample((await load(uid).catch(() => undefined)) ?? "gone");
  };
  if (sample === undefined)
    return (
      <div>
        <Button size="small" onClick={read}>
          {label}
        </Button>
      </div>
    );
  if (sample === "reading") return <p className="text-grey-7">{t("run.loading")}</p>;
  if (sample === "gone") return <p className="text-grey-7">{t("run.sampleGone")}</p>;
  return (
    <div>
      <p className="mb-1 font-medium text-grid">{label}</p>
      <CodeLines lines={sample.payload} label={label} height="short" />
      {sample.corrected && (
        <>
          <p className="mt-2 mb-1 font-medium text-grid">{t("run.corrected")}</p>
          <ul className="mb-1 list-disc pl-5 text-grey-7 text-grid">
            {sample.corrected.changes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <CodeLines lines={sample.corrected.call} label={t("run.corrected")} height="short" />
        </>
      )}
    </div>
  );
}

function Faults({ faults }: { faults: readonly FaultView[] }) {
  const t = useText("acceptance");
  const format = useFormatter();
  return (
    <div className="text-grid">
      <p className="mb-1 font-medium">{t("run.history")}</p>
      <ul className="list-disc pl-5">
        {faults.map(({ uid, at, texts }) => (
          <li key={`${uid} ${at}`} className="break-words">
            <span className="text-grey-7">{format.dateTime(new Date(at), { timeStyle: "medium" })}</span>{" "}
            {texts.join(" ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

function AsideForm({ item, fields }: Pick<Props, "item" | "fields">) {
  const t = useText("acceptance");
  const isAside = item.aside !== undefined;
  return (
    <ActionForm action={setAsideAction} key={String(isAside)} className="max-w-lg">
      <FormMessage />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="event" value={item.eventId} />
      {isAside ? (
        <input type="hidden" name="again" value="1" />
      ) : (
        <FormField name="reason" label={t("run.setAsideReason")} maxLength={1000} />
      )}
      <div>
        <SubmitButton tone="plain" size="small">
          {t(isAside ? "run.waitAgain" : "run.setAside")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
