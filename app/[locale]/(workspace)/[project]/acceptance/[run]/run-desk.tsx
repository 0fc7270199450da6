"use client";

import { useEffect, useState } from "react";
import { printable } from "../../../../../../lib/base/printable.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { ProgressBar } from "../../../../../_ui/progress-bar.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import { pairRunAction, pauseRunAction, resumeRunAction } from "../actions.ts";
import type { OtherView, RunView, SampleView } from "../run-view.ts";
import { ItemRow } from "./item-row.tsx";
import { SignSection } from "./sign-section.tsx";

const EVERY_MS = 1000;

interface Followed {
  readonly view: RunView;
  readonly failed: boolean;
}

/** Asks for the run once a second while the page is looked at; what an act brought stands until the next answer. */
function useRun(initial: RunView, isOpen: boolean, ask: () => Promise<RunView | undefined>): Followed {
  const [heard, setHeard] = useState<{ readonly of: RunView; readonly view: RunView } | undefined>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      if (document.visibilityState === "visible") {
        try {
          const view = await ask();
          if (stopped) return;
          setFailed(false);
          if (view === undefined) return;
          setHeard({ of: initial, view });
        } catch {
          if (stopped) return;
          setFailed(true);
        }
      }
      timer = setTimeout(again, EVERY_MS);
    };
    timer = setTimeout(again, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [initial, isOpen, ask]);
  return { view: heard?.of === initial ? heard.view : initial, failed };
}

interface Props {
  readonly slug: string;
  readonly initial: RunView;
  readonly isOpen: boolean;
  readonly mayAct: boolean;
  /** The name of whoever is signed in, to sign with. */
  readonly signer: string;
  readonly load: (slug: string, run: string) => Promise<RunView | undefined>;
  readonly loadSample: (slug: string, run: string, uid: number) => Promise<SampleView | undefined>;
}

/** The list of a run: who is followed, how far it is, and each event in the order of the journeys. */
export function RunDesk(props: Props) {
  const t = useText("acceptance");
  const { slug, initial, isOpen, mayAct, load, loadSample } = props;
  const { id } = initial;
  const [ask] = useState(() => () => load(slug, id));
  const [askSample] = useState(() => (uid: number) => loadSample(slug, id, uid));
  const { view, failed } = useRun(initial, isOpen, ask);
  const { counts, who } = view;
  const done = counts.conformant;
  const fields = { project: slug, run: id };
  return (
    <>
      <section aria-label={t("run.progressLabel")} className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <p className="font-semibold text-title tabular-nums" data-progress>
            {t("run.progress", { done, total: counts.total })}
          </p>
          <p className="text-grey-7">{t("run.counts", { ...counts })}</p>
        </div>
        <ProgressBar label={t("run.progressLabel")} value={done} max={Math.max(1, counts.total)} className="w-full" />
        <p className="sr-only" aria-live="polite">
          {t("run.announced", { done, total: counts.total })}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          {who !== undefined && <p className="break-all">{t("run.following", { who })}</p>}
          {mayAct && (
            <ActionForm action={view.state === "paused" ? resumeRunAction : pauseRunAction} key={view.state}>
              <Hidden fields={fields} />
              <SubmitButton tone="plain" size="small">
                {t(view.state === "paused" ? "run.resume" : "run.pause")}
              </SubmitButton>
            </ActionForm>
          )}
        </div>
        {view.state === "paused" && <Notice tone="warning">{t("run.paused")}</Notice>}
        {failed && <p className="text-violating-8">{t("run.failed")}</p>}
      </section>
      {who === undefined && isOpen && <Waiting view={view} fields={fields} mayAct={mayAct} />}
      <Compared view={view} />
      {view.groups.map((group) => (
        <div key={group.key}>
          {group.journey && <h2 className="mb-2 font-semibold">{group.journey}</h2>}
          {group.isStep ? (
            <h3 className="mb-1 font-medium text-grey-8">{group.title}</h3>
          ) : (
            <h2 className="mb-1 font-semibold">{group.title}</h2>
          )}
          <ul className="rounded border">
            {group.items.map((item) => (
              <ItemRow key={item.eventId} item={item} fields={fields} mayAct={mayAct} loadSample={askSample} />
            ))}
          </ul>
        </div>
      ))}
      <Others title={t("run.unplanned")} others={view.others.filter(({ planned }) => !planned)} />
      <Others title={t("run.elsewhere")} others={view.others.filter(({ planned }) => planned)} />
      {mayAct && <SignSection view={view} fields={fields} name={props.signer} />}
    </>
  );
}

function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

/** Until somebody is followed: what is waited for, and who could be chosen. */
function Waiting(props: { view: RunView; fields: Readonly<Record<string, string>>; mayAct: boolean }) {
  const t = useText("acceptance");
  const { view, fields, mayAct } = props;
  const { code, senders } = view;
  return (
    <section aria-label={t("run.senders")} className="flex flex-col gap-3 rounded border border-dashed px-4 py-4">
      <div className="flex items-center gap-3">
        <span aria-hidden className="size-2.5 shrink-0 rounded-full bg-accent-6 motion-safe:animate-pulse" />
        <div>
          <p className="font-medium">{code === "" ? t("run.waiting") : t("run.waitingCode", { code })}</p>
          <p className="text-grey-7">{t(code === "" ? "run.waitingText" : "run.waitingCodeText")}</p>
        </div>
      </div>
      {code !== "" && (
        <p className="flex flex-wrap items-center gap-2">
          {t("run.openWith")} <code>?gabarit-run={code}</code>
          <CopyButton text={`?gabarit-run=${code}`} />
        </p>
      )}
      <h2 className="font-medium">{t("run.senders")}</h2>
      {senders.length === 0 ? (
        <p className="text-grey-7">{t("run.nobody")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {senders.map(({ uid, who, name, calls }) => (
            <li key={who} className="flex flex-wrap items-center gap-3">
              <span className="min-w-0 break-all">{t("run.sender", { who, calls, name: printable(name) })}</span>
              {mayAct && (
                <ActionForm action={pairRunAction} label={t("run.chooseThis", { who })}>
                  <FormMessage />
                  <Hidden fields={{ ...fields, uid: String(uid) }} />
                  <SubmitButton tone="plain" size="small">
                    {t("run.choose")}
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What the last signed run of the source had, and this one has not. */
function Compared({ view: { compared } }: { view: RunView }) {
  const t = useText("acceptance");
  if (compared === undefined) return null;
  const { judge, lost, gained } = compared;
  const release = compared.release === "" ? t("run.noRelease") : compared.release;
  return (
    <section className="text-grid" aria-label={t("run.compared", { judge, release })}>
      <h2 className="font-medium">{t("run.compared", { judge, release })}</h2>
      {lost.length > 0 && <p className="text-violating-8">{t("run.lost", { names: lost.join(", ") })}</p>}
      {gained.length > 0 && <p>{t("run.gained", { names: gained.join(", ") })}</p>}
      {lost.length === 0 && gained.length === 0 && <p className="text-grey-7">{t("run.same")}</p>}
    </section>
  );
}

function Others({ title, others }: { title: string; others: readonly OtherView[] }) {
  const t = useText("acceptance");
  const shell = useText("shell");
  const format = useFormatter();
  if (others.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-semibold">{title}</h2>
      <ul className="rounded border">
        {others.map(({ key, name, verdict, count, at, texts }) => (
          <li key={key} className="border-b px-3 py-1.5 text-grid last:border-b-0">
            <p className="flex flex-wrap items-center gap-x-2">
              <VerdictShape verdict={verdict} />
              <span className="font-medium">{shell(`verdict.${verdict}`)}</span>
              <code className="min-w-0 break-all">{printable(name)}</code>
              <span className="text-grey-7">{t("run.otherCount", { count })}</span>
              <span className="ml-auto text-grey-7">{format.dateTime(new Date(at), { timeStyle: "medium" })}</span>
            </p>
            {texts.map((text) => (
              <p key={text} className="break-words text-grey-8">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
