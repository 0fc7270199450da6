/** Who owns what a branch touches, and whether they agreed. Owners are free texts of the plan; teams and people give them faces. */

import { objectName } from "../plan/diff-label.ts";
import { findObject, OBJECT_KINDS, type ObjectKind } from "../plan/edit-tree.ts";
import { changedFields } from "../plan/field-tree.ts";
import type { Plan } from "../plan/plan.ts";

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
  | { readonly kind: "unknown"; readonly reason: "nobody" | "several" | "cannot_review" };

const folded = (text: string): string => text.trim().normalize("NFC").toLowerCase();

/** A team by slug or name, else a person by e-mail, else by a name that only one person has. */
export function resolveOwner(owner: string, { people, teams }: Directory): ResolvedOwner {
  const wanted = folded(owner);
  const team = teams.find(({ slug }) => slug === wanted) ?? teams.find(({ name }) => folded(name) === wanted);
  if (team !== undefined) {
    const members = people.filter(({ personId, mayReview }) => mayReview && team.personIds.includes(personId));
    if (members.length === 0) return { kind: "unknown", reason: "cannot_review" };
    return { kind: "team", name: team.name, people: members };
  }
  const byEmail = people.filter(({ email }) => folded(email) === wanted);
  const found = byEmail.length > 0 ? byEmail : people.filter(({ name }) => folded(name) === wanted);
  const [person, another] = found;
  if (person === undefined) return { kind: "unknown", reason: "nobody" };
  if (another !== undefined) return { kind: "unknown", reason: "several" };
  if (!person.mayReview) return { kind: "unknown", reason: "cannot_review" };
  return { kind: "person", name: person.name, people: [person] };
}

/** An owner as the plan writes it, with the names of what is touched. */
export interface TouchedOwner {
  readonly owner: string;
  readonly objects: readonly string[];
}

/** The owner of an object, or of an event's category where the event has none. */
function ownerOf(plan: Plan, kind: ObjectKind, id: string): string | undefined {
  const object = findObject(plan, kind, id) as { readonly owner?: string; readonly category?: string } | undefined;
  if (object?.owner) return object.owner;
  if (kind !== "event" || object?.category === undefined) return undefined;
  return (findObject(plan, "category", object.category) as { readonly owner?: string } | undefined)?.owner;
}

/**
 * Owners of the objects that differ. What was there before belongs to whom it belonged to then, so that nobody gets around an
 * owner by naming another; what is new belongs to whom it names.
 */
export function touchedOwners(before: Plan, after: Plan): readonly TouchedOwner[] {
  const touched = new Set<string>();
  for (const { path } of changedFields(before, after)) touched.add(path.split("/", 2).join("/"));
  const owners = new Map<string, { owner: string; objects: string[] }>();
  for (const place of touched) {
    const [kind = "", id = ""] = place.split("/");
    if (!(OBJECT_KINDS as readonly string[]).includes(kind)) continue;
    const wasThere = findObject(before, kind as ObjectKind, id) !== undefined;
    const plan = wasThere ? before : after;
    const owner = ownerOf(plan, kind as ObjectKind, id)?.trim();
    if (!owner) continue;
    const known = owners.get(folded(owner)) ?? { owner, objects: [] };
    known.objects.push(objectName(plan, kind as ObjectKind, id) ?? id);
    owners.set(folded(owner), known);
  }
  return [...owners.values()].sort((a, b) => a.owner.localeCompare(b.owner, "en"));
}

export interface OwnerCheck extends TouchedOwner {
  readonly resolved: ResolvedOwner;
  /** `author`: whoever wrote the branch is the owner. An owner nobody stands for is told of, and does not block. */
  readonly state: "approved" | "author" | "missing" | "unknown";
  /** Who stands for the agreement. */
  readonly by?: string;
}

/** Whether each owner agreed: by an approval of the person, or of any member of the team. */
export function ownerChecks(
  touched: readonly TouchedOwner[],
  directory: Directory,
  given: { readonly approvers: ReadonlySet<string>; readonly authors: ReadonlySet<string> },
): readonly OwnerCheck[] {
  return touched.map((one) => {
    const resolved = resolveOwner(one.owner, directory);
    if (resolved.kind === "unknown") return { ...one, resolved, state: "unknown" };
    const approver = resolved.people.find(({ personId }) => given.approvers.has(personId));
    if (approver !== undefined) return { ...one, resolved, state: "approved", by: approver.name };
    const author = resolved.people.find(({ personId }) => given.authors.has(personId));
    if (author !== undefined) return { ...one, resolved, state: "author", by: author.name };
    return { ...one, resolved, state: "missing" };
  });
}
