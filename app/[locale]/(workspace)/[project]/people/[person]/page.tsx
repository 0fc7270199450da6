import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { loadPerson, type PersonDetail } from "../../../../../../lib/person/person.ts";
import { EVENTS_SHOWN } from "../../../../../../lib/person/person-events.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { sourceNames } from "../../../../../_access/source-names.ts";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { loadPayloadAction } from "../actions.ts";
import { type Opened, openPeople, type PeopleProps, personName } from "../page-of.ts";
import { EventList } from "./event-list.tsx";
import { HeldTable } from "./held-table.tsx";
import { ProfileTable } from "./profile-table.tsx";

interface Props extends PeopleProps {
  readonly params: Promise<{ locale: string; project: string; person: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, person } = await props.params;
  const t = translator(pageLanguage(locale), "people");
  return { title: /^\d{1,10}$/.test(person) ? t("numbered", { number: person }) : t("title") };
}

/** The person, with the sources of what is known by their names. */
async function load({ project }: Opened, number: string): Promise<PersonDetail> {
  if (!/^\d{1,10}$/.test(number)) notFound();
  const [latest, nameOf] = await Promise.all([latestVersion(project.projectId), sourceNames(project)]);
  const person = await loadPerson(project, Number(number), latest?.plan).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const named = <T extends { readonly source: string }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, source: nameOf(one.source) }));
  return { ...person, profile: named(person.profile), held: named(person.held), events: named(person.events) };
}

/** One person: who they are, what analysis reads of them, what was held back, and what they sent last. */
export default async function PersonPage(props: Props) {
  const opened = await openPeople(props);
  const { language, project, t } = opened;
  const person = await load(opened, (await props.params).person);
  return (
    <>
      <PageHeader title={personName(t, person)} text={t("one.text")} />
      <div className="flex flex-col gap-8 pb-8">
        <Identities opened={opened} person={person} />
        <ProfileTable opened={opened} profile={person.profile} />
        <HeldTable opened={opened} held={person.held} total={person.heldTotal} />
        <section aria-labelledby="events" className="max-w-4xl px-4">
          <h2 id="events" className="font-semibold">
            {t("events.title")}
          </h2>
          {person.events.length === 0 ? (
            <p className="text-grey-7">{t("events.none")}</p>
          ) : (
            <TextProvider language={language} areas={["people", "analysis"]} timeZone={project.timeZone}>
              <p className="mb-2 text-grey-7">{t("events.text", { count: EVENTS_SHOWN })}</p>
              <EventList
                slug={project.slug}
                person={person.person}
                load={loadPayloadAction}
                events={person.events.map(({ violations, receivedAt, ...event }) => ({
                  ...event,
                  at: event.at.toISOString(),
                  violations: violations.map(({ message }) => message[language]),
                }))}
              />
            </TextProvider>
          )}
        </section>
        {mayActAs(project.role, "admin") && <Erase opened={opened} person={person.person} />}
      </div>
    </>
  );
}

/** Leads to where somebody is erased, which asks again. */
function Erase({ opened, person }: { opened: Opened; person: number }) {
  const { language, project } = opened;
  const t = translator(language, "privacy");
  return (
    <section aria-labelledby="privacy" className="flex max-w-4xl flex-col items-start gap-2 px-4">
      <h2 id="privacy" className="font-semibold">
        {t("onPerson.title")}
      </h2>
      <p className="text-grey-7">{t("onPerson.text")}</p>
      <LinkButton href={`/${language}/${project.slug}/settings/privacy?person=${person}`}>
        {t("onPerson.link")}
      </LinkButton>
    </section>
  );
}

const IDS_SHOWN = 50;

function Identities({ opened, person }: { opened: Opened; person: PersonDetail }) {
  const { language, project, t } = opened;
  const format = formatterOf(language, project.timeZone);
  const left = person.identities.length - IDS_SHOWN;
  return (
    <section aria-labelledby="identities" className="px-4">
      <h2 id="identities" className="font-semibold">
        {t("ids.title")}
      </h2>
      <ul data-identities>
        {person.identities.slice(0, IDS_SHOWN).map(({ kind, id, linkedAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: covered ids are alike, and the list never moves.
          <li key={index} className="flex flex-wrap gap-x-3">
            <span className="w-44 text-grey-7">{t(`ids.${kind}`)}</span>
            <code className="break-all">{id}</code>
            {linkedAt && (
              <span className="text-grey-7">
                {t("ids.linked", { date: format.dateTime(linkedAt, { dateStyle: "medium", timeStyle: "short" }) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && <p className="text-grey-7">{t("ids.more", { count: left })}</p>}
    </section>
  );
}
