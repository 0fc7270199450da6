"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { ENVIRONMENTS } from "../../../../../../lib/access/source.ts";
import { UserError } from "../../../../../../lib/base/error.ts";
import { DESTINATION_KINDS, TAKES } from "../../../../../../lib/destination/destination.ts";
import { FILE_FORMATS } from "../../../../../../lib/destination/files/place.ts";
import { namesOf } from "../../../../../../lib/destination/names-text.ts";
import { settleDead, startBackfill, stopBackfill } from "../../../../../../lib/destination/past.ts";
import {
  createDestination,
  deleteDestination,
  getDestination,
  pauseDestination,
  updateDestination,
} from "../../../../../../lib/destination/store.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type Language, PRIVACY_CLASSES } from "../../../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import type { FormReader } from "../../../../../_access/form-reader.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { dayRange } from "../audit/audit-address.ts";

const URL_MAX = 2000;
const SECRET_MAX = 1000;
const EVENTS_MAX = 20_000;
const NAMES_MAX = 200_000;

/** The secret of a webhook under the words that say whose it is. */
function revealed(language: Language, name: string, secret: string | undefined) {
  if (secret === undefined) return {};
  return { shown: { secret, "secret.label": translator(language, "destination")("secretOf", { name }) } };
}

/** Ids of the events that are named, by the published plan. Throws `invalid_input` that says which it does not know. */
async function eventsNamed(projectId: string, text: string): Promise<string[]> {
  const names = [...new Set(text.split(/[,;\n]/).map((name) => name.trim()))].filter((name) => name !== "");
  if (names.length === 0) return [];
  const events = (await latestVersion(projectId))?.plan.events ?? [];
  const unknown = names.filter((name) => !events.some((event) => event.name === name));
  if (unknown.length > 0)
    throw new UserError("invalid_input", {
      fields: [
        {
          path: "events",
          en: `The published plan has no event ${unknown[0]}.`,
          fr: `Le plan publié n’a pas d’événement ${unknown[0]}.`,
        },
      ],
    });
  return events.filter(({ name }) => names.includes(name)).map(({ id }) => id);
}

/** The names of its own, by the published plan. Throws `invalid_input` that shows the first line that names nothing. */
async function namesGiven(projectId: string, text: string, known: Readonly<Record<string, string>> = {}) {
  const { names, wrong } = namesOf((await latestVersion(projectId))?.plan, text, known);
  if (wrong === undefined) return names;
  const line = wrong.slice(0, 200);
  const fields = [
    {
      path: "names",
      en: `The published plan has nothing of this name, or its name there is missing: ${line}`,
      fr: `Le plan publié n’a rien de ce nom, ou son nom là-bas manque : ${line}`,
    },
  ];
  throw new UserError("invalid_input", { fields });
}

function chosen(form: FormReader) {
  return {
    name: form.required("name"),
    format: form.choice("format", FILE_FORMATS),
    takes: form.choice("takes", TAKES),
    environments: form.choices("environments", ENVIRONMENTS),
    privacy: form.choices("privacy", PRIVACY_CLASSES),
    people: form.raw("people") === "yes",
  };
}

/** The sources that are ticked, by slug; none where all of them are meant. */
function sourcesOf(form: FormReader): string[] {
  const known = form
    .raw("known")
    .split(" ")
    .filter((slug) => slug !== "");
  return [...form.choices("sources", known)];
}

/** A new destination; of a webhook, the answer shows the secret, once. */
export const createDestinationAction = formAction(async (form, language) => {
  const kind = form.choice("kind", DESTINATION_KINDS);
  const url = form.required("url", URL_MAX);
  const secret = form.text("secret", SECRET_MAX);
  const passing = { ...chosen(form), sources: sourcesOf(form) };
  const events = form.text("events", EVENTS_MAX);
  const lines = form.text("names", NAMES_MAX);
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const names = await namesGiven(project.projectId, lines);
  const given = { ...passing, kind, url, secret, names, events: await eventsNamed(project.projectId, events) };
  const made = await createDestination(project, given);
  refresh();
  return { message: translator(language, "destination")("created"), ...revealed(language, given.name, made.secret) };
});

/** Changes a destination; an empty address and an empty key keep what it has. */
export const updateDestinationAction = formAction(async (form, language) => {
  const url = form.text("url", URL_MAX);
  const secret = form.text("secret", SECRET_MAX);
  const passing = { ...chosen(form), sources: sourcesOf(form) };
  const events = form.text("events", EVENTS_MAX);
  const lines = form.text("names", NAMES_MAX);
  const { project, destination } = await named(form);
  form.settle();
  const { names } = await getDestination(project, destination);
  const made = await updateDestination(project, destination, {
    ...passing,
    names: await namesGiven(project.projectId, lines, names),
    events: await eventsNamed(project.projectId, events),
    ...(url === "" ? {} : { url }),
    ...(secret === "" ? {} : { secret }),
  });
  refresh();
  return { message: translator(language, "destination")("saved"), ...revealed(language, passing.name, made.secret) };
});

/** The destination a form is about, for an admin. */
async function named(form: FormReader) {
  return { project: await actionProject(form.raw("project"), "admin"), destination: form.raw("destination") };
}

export const pauseDestinationAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  await pauseDestination(project, destination, true);
  refresh();
  return { message: translator(language, "destination")("pausedDone") };
});

export const resumeDestinationAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  await pauseDestination(project, destination, false);
  refresh();
  return { message: translator(language, "destination")("resumed") };
});

export const deleteDestinationAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  await deleteDestination(project, destination);
  redirect(`/${language}/${project.slug}/settings/destinations`);
});

export const retryDeadAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  const count = await settleDead(project, destination, "retry");
  refresh();
  return { message: translator(language, "destination")("retried", { count }) };
});

export const discardDeadAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  const count = await settleDead(project, destination, "discard");
  refresh();
  return { message: translator(language, "destination")("discarded", { count }) };
});

/** Sends the events of some days again, both days included, in the project's time zone. */
export const startBackfillAction = formAction(async (form, language) => {
  const from = form.required("from");
  const to = form.required("until");
  const { project, destination } = await named(form);
  form.settle();
  const days = dayRange({ search: "", area: "", before: "", from, to }, project.timeZone);
  const until = new Date((days.to ?? new Date(Number.NaN)).getTime() + 1);
  if (days.from === undefined || Number.isNaN(days.from.getTime()) || Number.isNaN(until.getTime()))
    throw new UserError("invalid_input", {
      fields: [{ path: "from", en: "Give two days.", fr: "Indiquez deux jours." }],
    });
  await startBackfill(project, destination, { from: days.from, until });
  refresh();
  return { message: translator(language, "destination")("backfillStarted") };
});

export const stopBackfillAction = formAction(async (form, language) => {
  const { project, destination } = await named(form);
  await stopBackfill(project, destination, form.raw("backfill"));
  refresh();
  return { message: translator(language, "destination")("backfillStopped") };
});
