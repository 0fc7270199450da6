/** Who owns what a branch touches, and whether they agreed. Owners are free texts of the plan; teams and people give them faces. */

import { objectName } from "../plan/diff-label.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf } from "../plan/edit-tree.ts";
import { changedFields } from "../plan/field-tree.ts";
import { foldedOwner } from "../plan/owner-name.ts";
import type { Language, Plan } from "../plan/plan.ts";
import { keep, keepPair } from "../plan/rules/keep.ts";

export interface DirectoryPerson {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  /** Whether the role lets the person give verdicts. */
  readonly mayReview: boolean;
}

export interface DirectoryTeam {
  readonly slug: string;
  readonly name: string;
  /** Names it had before it was renamed. */
  readonly formerNames: readonly string[];
  readonly personIds: readonly string[];
}

/** Everyone an owner can be. */
export interface Directory {
  readonly people: readonly DirectoryPerson[];
  readonly teams: readonly DirectoryTeam[];
}

export type ResolvedOwner =
  | { readonly kind: "team"; readonly name: string; readonly people: readonly DirectoryPerson[] }
  | { readonly kind: "person"; readonly name: string; readonly people: readonly DirectoryPerson[] }
  /** Several people have the name: nobody can tell which of them is meant, so each of them must agree. */
  | { readonly kind: "namesakes"; readonly name: string; readonly people: readonly DirectoryPerson[] }
  | { readonly kind: "unknown"; readonly reason: "nobody" | "cannot_review" };

/** By what it is called now before what it was called once. */
function teamOf(wanted: string, teams: readonly DirectoryTeam[]): DirectoryTeam | undefined {
  return (
    teams.find(({ slug }) => slug === wanted) ??
    teams.find(({ name }) => foldedOwner(name) === wanted) ??
    teams.find(({ formerNames }) => formerNames.some((name) => foldedOwner(name) === wanted))
  );
}

/** A team by slug, name or a name it had, else a person by e-mail, else everyone of that name. */
export function resolveOwner(owner: string, { people, teams }: Directory): ResolvedOwner {
  const wanted = foldedOwner(owner);
  const team = teamOf(wanted, teams);
  if (team !== undefined) {
    const members = people.filter(({ personId, mayReview }) => mayReview && team.personIds.includes(personId));
    if (members.length === 0) return { kind: "unknown", reason: "cannot_review" };
    return { kind: "team", name: team.name, people: members };
  }
  const byEmail = people.filter(({ email }) => foldedOwner(email) === wanted);
  const found = byEmail.length > 0 ? byEmail : people.filter(({ name }) => foldedOwner(name) === wanted);
  if (found.length === 0) return { kind: "unknown", reason: "nobody" };
  const able = found.filter(({ mayReview }) => mayReview);
  const [person, another] = able;
  if (person === undefined) return { kind: "unknown", reason: "cannot_review" };
  return { kind: another === undefined ? "person" : "namesakes", name: person.name, people: able };
}

/** An owner as the plan writes it, with the names of what is touched as a reader of each language knows them. */
export interface TouchedOwner {
  readonly owner: string;
  readonly objects: readonly Readonly<Record<Language, string>>[];
}

interface Owned {
  readonly id: string;
  readonly owner?: string;
  readonly category?: string;
}

/** A branch may touch every object: they are found by kind and id without going through all of them each time. */
const objectsById = keep(
  (plan: Plan) =>
    new Map<string, Owned>(
      OBJECT_KINDS.flatMap((kind) =>
        objectsOf(plan, kind).map((object): [string, Owned] => [`${kind}/${object.id}`, object]),
      ),
    ),
);

/** The owner of an object, or of an event's category where the event has none. */
function ownerOf(plan: Plan, place: string): string | undefined {
  const object = objectsById(plan).get(place);
  if (object?.owner) return object.owner;
  if (!place.startsWith("event/") || object?.category === undefined) return undefined;
  return objectsById(plan).get(`category/${object.category}`)?.owner;
}

/**
 * Owners of the objects that differ. What was there before belongs to whom it belonged to then, so that nobody gets around an
 * owner by naming another; what is new belongs to whom it names. Kept with the two plans.
 */
export const touchedOwners = keepPair((before: Plan, after: Plan): readonly TouchedOwner[] => {
  const touched = new Set<string>();
  for (const { path } of changedFields(before, after)) touched.add(path.split("/", 2).join("/"));
  const owners = new Map<string, { owner: string; objects: Record<Language, string>[] }>();
  for (const place of touched) {
    const [kind = "", id = ""] = place.split("/");
    if (!(OBJECT_KINDS as readonly string[]).includes(kind)) continue;
    const plan = objectsById(before).has(place) ? before : after;
    const owner = ownerOf(plan, place)?.trim();
    if (!owner) continue;
    const known = owners.get(foldedOwner(owner)) ?? { owner, objects: [] };
    const nameIn = (language: Language) => objectName(plan, kind as ObjectKind, id, language) ?? id;
    known.objects.push({ en: nameIn("en"), fr: nameIn("fr") });
    owners.set(foldedOwner(owner), known);
  }
  return [...owners.values()].sort((a, b) => a.owner.localeCompare(b.owner, "en"));
});

export interface OwnerCheck extends TouchedOwner {
  readonly resolved: ResolvedOwner;
  /** `author`: the owner alone wrote the branch. An owner nobody stands for is told of, and does not block. */
  readonly state: "approved" | "author" | "missing" | "unknown";
  /** Who stands for the agreement. */
  readonly by?: string;
}

/** Who agreed to the branch as it stands. */
interface Agreement {
  readonly approvers: ReadonlySet<string>;
  /** The one person every change of the branch is by, where there is one: that is agreement to all of it. */
  readonly soleAuthor: string | undefined;
}

type AgreedState = Pick<OwnerCheck, "state" | "by">;

function agreed(people: readonly DirectoryPerson[], { approvers, soleAuthor }: Agreement): AgreedState | undefined {
  const approver = people.find(({ personId }) => approvers.has(personId));
  if (approver !== undefined) return { state: "approved", by: approver.name };
  const author = people.find(({ personId }) => personId === soleAuthor);
  return author === undefined ? undefined : { state: "author", by: author.name };
}

function standOf(resolved: ResolvedOwner, given: Agreement): AgreedState {
  if (resolved.kind === "unknown") return { state: "unknown" };
  const needed = resolved.kind === "namesakes" ? resolved.people.map((one) => [one]) : [resolved.people];
  const stands = needed.map((people) => agreed(people, given));
  return stands.includes(undefined) ? { state: "missing" } : (stands[0] ?? { state: "missing" });
}

/** Whether each owner agreed: by an approval of the person, of any member of the team, or of every namesake. */
export function ownerChecks(
  touched: readonly TouchedOwner[],
  directory: Directory,
  given: Agreement,
): readonly OwnerCheck[] {
  return touched.map((one) => {
    const resolved = resolveOwner(one.owner, directory);
    return { ...one, resolved, ...standOf(resolved, given) };
  });
}
