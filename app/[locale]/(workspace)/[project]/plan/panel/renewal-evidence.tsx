"use client";

import type { ReactNode } from "react";
import { shareText } from "../../../../../../lib/i18n/share-text.ts";
import { useFormatter, useLanguage, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { ShownEvidence } from "./shown-evidence.ts";

/** Who sends it, whether it fits the plan, what rests on it, and when it was last read. */
export function RenewalEvidence({ evidence }: { evidence: ShownEvidence }) {
  const t = useText("plan");
  const format = useFormatter();
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium" });
  const { received, lastRead, readsSince, expiresOn } = evidence;
  const lately = received?.lately;
  const ofEvent = evidence.subject.kind === "property" ? "ofEvent" : "own";
  const none = t("renewal.nothing");
  const list = (names: readonly string[]) => (names.length === 0 ? none : names.join(", "));
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-grid max-sm:grid-cols-1">
      <Fact term={t("field.expiresOn")}>
        {expiresOn === undefined
          ? t("none")
          : format.dateTime(new Date(`${expiresOn}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" })}
      </Fact>
      <Fact term={t(`renewal.lastReceived.${received ? ofEvent : "own"}`)}>
        {received === undefined ? (
          t("renewal.ofPeople")
        ) : received.bySource === undefined ? (
          t("renewal.unread")
        ) : received.bySource.length === 0 ? (
          t("renewal.never")
        ) : (
          <ul>
            {received.bySource.map(({ source, at }) => (
              <li key={source}>{t("renewal.fromSource", { source, day: day(at) })}</li>
            ))}
          </ul>
        )}
      </Fact>
      {received !== undefined && (
        <>
          <Fact term={t(`renewal.events.${ofEvent}`)}>
            {lately === undefined
              ? t("renewal.unread")
              : t("renewal.counts", { last30: lately.last30Days, last90: lately.last90Days })}
          </Fact>
          {lately !== undefined && lately.last90Days > 0 && (
            <Fact term={t(`renewal.violations.${ofEvent}`)}>
              {t("renewal.rate", {
                count: lately.violating,
                share: shareText(format, lately.violating / lately.last90Days),
              })}
            </Fact>
          )}
        </>
      )}
      <Fact term={t("renewal.cohorts")}>
        <Links items={evidence.cohorts} folder="cohorts" none={none} />
      </Fact>
      <Fact term={t("renewal.reports")}>
        <Links items={evidence.reports} folder="reports" none={none} />
      </Fact>
      <Fact term={t("renewal.journeys")}>{list(evidence.journeys)}</Fact>
      <Fact term={t("renewal.decisions")}>{list(evidence.decisions)}</Fact>
      <Fact term={t("renewal.metrics")}>{list(evidence.metrics)}</Fact>
      <Fact term={t("renewal.read")}>
        {lastRead === undefined ? t("renewal.neverRead", { since: day(readsSince) }) : day(lastRead)}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-grey-7">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function Links(props: { items: ShownEvidence["cohorts"]; folder: "cohorts" | "reports"; none: string }) {
  const language = useLanguage();
  const { slug } = usePlanEditing();
  if (props.items.length === 0) return props.none;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {props.items.map(({ id, name }) => (
        <li key={id}>
          <TextLink href={`/${language}/${slug}/${props.folder}/${id}`}>{name}</TextLink>
        </li>
      ))}
    </ul>
  );
}
