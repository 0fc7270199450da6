/** The search of everything: the plan at hand, what is on other branches, saved questions, sources, pages and acts. */

import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { listSources } from "../../../../lib/access/source.ts";
import { listCohorts } from "../../../../lib/analysis/cohort/store.ts";
import { listReports } from "../../../../lib/analysis/report-store.ts";
import { plainWords } from "../../../../lib/base/plain-words.ts";
import { translator } from "../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../lib/plan/store.ts";
import { listBranches } from "../../../../lib/plan/store-branch.ts";
import { eventsElsewhere } from "../../../../lib/plan/store-elsewhere.ts";
import { listViolations } from "../../../../lib/violation/store.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";
import { placesOf } from "./search-places.ts";
import { nearness, type SearchPlace, searchPlan, wantedWords } from "./search-plan.ts";

interface Near {
  readonly near: number;
  readonly found: Found;
}

const MOST = 40;
/** Of anything but the plan: enough to go on, never so many that the events are pushed out of sight. */
const EACH = 8;

function matching(all: readonly Found[], wanted: readonly string[]): Near[] {
  return all
    .map((found) => ({ near: nearness(plainWords(found.label), plainWords(found.detail ?? ""), wanted), found }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, EACH);
}

/** Saved questions, sources and branches, each with its address. */
async function savedThings(project: AuthorizedProject, { language, slug }: SearchPlace): Promise<readonly Found[]> {
  const [cohorts, reports, sources, branches] = await Promise.all([
    listCohorts(project),
    listReports(project),
    listSources(project),
    listBranches(project),
  ]);
  const base = `/${language}/${slug}`;
  const described = (description: string) => (description ? { detail: description.slice(0, 120) } : {});
  return [
    ...cohorts.map(
      ({ id, name, description }): Found => ({
        ...{ kind: "cohort", label: name, href: `${base}/cohorts/${id}` },
        ...described(description),
      }),
    ),
    ...reports.map(
      ({ id, name, description }): Found => ({
        ...{ kind: "report", label: name, href: `${base}/reports/${id}` },
        ...described(description),
      }),
    ),
    ...sources.map((source): Found => ({ kind: "source", label: source.name, href: `${base}/sources/${source.slug}` })),
    ...branches
      .filter(({ name }) => name !== MAIN)
      .map(({ name, title }): Found => {
        const href = `${base}/plan/branches/${encodeURIComponent(name)}?branch=${encodeURIComponent(name)}`;
        return { kind: "branch", label: name, href, ...(title ? { detail: title } : {}) };
      }),
  ];
}

/** Events that only another open branch has, which leads there. */
async function elsewhere(project: AuthorizedProject, query: string, place: SearchPlace): Promise<Near[]> {
  const t = translator(place.language, "palette");
  const events = await eventsElsewhere(project, place.branch ?? MAIN, query, EACH);
  return events.map(({ id, name, branch }) => {
    const asked = new URLSearchParams(branch === MAIN ? { event: id } : { branch, event: id });
    const href = `/${place.language}/${place.slug}/plan?${asked}`;
    return { near: 2, found: { kind: "event", label: name, detail: t("onBranch", { branch }), href } };
  });
}

/** What can be done and where one can go, before anything is typed; then what was typed is called or described so. */
export async function searchEverything(
  project: AuthorizedProject,
  query: string,
  place: SearchPlace,
): Promise<readonly Found[]> {
  const wanted = wantedWords(query);
  const places = placesOf(project, place);
  if (wanted.length === 0) return places.filter(({ kind }) => kind === "act");
  const [{ plan }, saved, others] = await Promise.all([
    loadPlan(project, place.branch ?? MAIN),
    savedThings(project, place),
    elsewhere(project, query.trim(), place),
  ]);
  const found = [...matching(places, wanted), ...searchPlan(plan, query, place), ...matching(saved, wanted), ...others];
  // A stable order: what is equally near stays in the order above, where one goes before what one finds.
  const nearest = found.sort((a, b) => b.near - a.near).slice(0, MOST);
  return [...nearest.map((one) => one.found), peopleSearch(query, place)];
}

function peopleSearch(query: string, { language, slug }: SearchPlace): Found {
  const wanted = query.trim().slice(0, 100);
  const href = `/${language}/${slug}/people?search=${encodeURIComponent(wanted)}`;
  return { kind: "page", label: translator(language, "palette")("people", { query: wanted }), href };
}

/** Open violations of events or fields that are called so. They are counted by the event store, so asked for apart. */
export async function searchViolations(
  project: AuthorizedProject,
  query: string,
  place: { readonly language: Language; readonly slug: string },
): Promise<readonly Found[]> {
  if (wantedWords(query).length === 0) return [];
  const { items } = await listViolations(project, { search: query.trim(), trends: false, pageSize: EACH });
  return items.map(
    ({ fingerprint, eventName, path, message }): Found => ({
      kind: "violation",
      label: path ? `${eventName} · ${path}` : eventName,
      detail: message[place.language],
      href: `/${place.language}/${place.slug}/violations/${fingerprint}`,
    }),
  );
}
