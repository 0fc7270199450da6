/**
 * One person as the product knows them: the ids they send under, the profile analysis reads, the trait values that were held
 * back from it, and their last events. Private values are covered as they are in the samples of violations.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import type { Json, LocalizedText, Plan, Property, TraitProperty } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sources, sourcesOf } from "../violation/group.ts";
import { maskValue } from "../violation/mask.ts";
import type { Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { type ArrivalRow, arrivals, personBehind } from "./people.sql.ts";
import { type Identity, type RawIdentity, rawIdentities, shownIdentities } from "./people.ts";
import { type HeldRow, heldRows, type ProfileRow, profileRows, type SentAs } from "./person.sql.ts";
import { listEvents, type PersonEvent } from "./person-events.ts";

export interface ProfileValue {
  readonly propertyId: string;
  /** On the wire; absent when the plan no longer has the property. */
  readonly name?: string;
  readonly displayName: LocalizedText;
  /** The latest conformant value; null when it was set to null. */
  readonly value: Json;
  readonly at: Date;
  /** The source that set it, and the environment whose questions read it. */
  readonly source: string;
  readonly environment: string;
}

export interface HeldTrait {
  readonly name: string;
  readonly propertyId?: string;
  /** The group the trait was sent for; absent for a user property. */
  readonly groupId?: string;
  readonly value: Json;
  /** What it broke. */
  readonly violation: Violation & { readonly message: Required<LocalizedText> };
  readonly at: Date;
  readonly source: string;
  readonly environment: string;
}

export interface PersonDetail {
  readonly person: number;
  readonly identities: readonly Identity[];
  readonly profile: readonly ProfileValue[];
  /** Newest first, at most 100. */
  readonly held: readonly HeldTrait[];
  readonly heldTotal: number;
  /** The last 50, newest first. */
  readonly events: readonly PersonEvent[];
}

const MOST_HELD = 100;

/** Whose number it is and how they send; a linked device is its user. @throws UserError `not_found` */
export async function personOf(
  project: AuthorizedProject,
  number: number,
): Promise<{ readonly person: number; readonly identities: readonly RawIdentity[]; readonly sentAs: SentAs }> {
  if (!Number.isInteger(number) || number < 1 || number > 0xffff_ffff) throw new UserError("not_found");
  const [row] = await eventDb().query<{ who: number }>("person.behind", personBehind(project.number, number));
  const person = row?.who ?? number;
  const identities = (await rawIdentities(project, [person])).get(person) ?? [];
  if (identities.length === 0) throw new UserError("not_found");
  const idsOf = (kind: RawIdentity["kind"]) => identities.filter((one) => one.kind === kind).map(({ id }) => id);
  return { person, identities, sentAs: { users: idsOf("user"), anonymous: idsOf("anonymous") } };
}

/** Number columns hold booleans, text columns whatever is no number: the plan says which. */
function storedValue({ n, s }: ProfileRow, property: Property | undefined): Json {
  if (n !== null) return property?.type.kind === "boolean" ? n === 1 : n;
  if (s === null) return null;
  const { kind } = property?.type ?? { kind: "string" };
  if (kind !== "array" && kind !== "object") return s;
  try {
    return JSON.parse(s) as Json;
  } catch {
    return s;
  }
}

async function profileOf(
  project: AuthorizedProject,
  person: number,
  { plan, sources }: { readonly plan: Plan | undefined; readonly sources: Sources },
): Promise<ProfileValue[]> {
  const rows = await eventDb().query<ProfileRow>("person.profile", profileRows(project.number, person, Date.now()));
  const uids = [...new Set(rows.map(({ from_uid }) => Number(from_uid)))];
  const origins =
    uids.length === 0 ? [] : await eventDb().query<ArrivalRow>("person.profileFrom", arrivals(project.number, uids));
  const sourceOf = new Map(origins.map(({ uid, source }) => [uid, source]));
  const planned = new Map((plan?.userProperties ?? []).map((property) => [property.id as string, property]));
  return rows.map((row) => {
    const property = planned.get(row.property_id);
    return {
      propertyId: row.property_id,
      ...(property === undefined ? {} : { name: property.name }),
      displayName: property?.displayName ?? {},
      value: maskValue(storedValue(row, property), property?.name ?? "", property),
      at: new Date(Number(row.at)),
      source: sources.byNumber.get(sourceOf.get(row.from_uid) ?? 0)?.slug ?? "",
      environment: row.environment,
    };
  });
}

function plannedTrait(plan: Plan | undefined, row: HeldRow): TraitProperty | undefined {
  const properties =
    row.subject === "user" ? plan?.userProperties : plan?.groupTypes.flatMap((group) => group.properties);
  return properties?.find(({ id, name }) => (row.property_id === "" ? name === row.name : id === row.property_id));
}

/** What a covered value broke is told without the value. */
function brokenBy(row: HeldRow, covered: boolean): HeldTrait["violation"] {
  const { received, ...rest } = JSON.parse(row.violation) as Violation;
  const violation: Violation = received === undefined || covered ? rest : { ...rest, received };
  return { ...violation, message: violationMessage(violation) };
}

function heldOf(row: HeldRow, plan: Plan | undefined, sources: Sources): HeldTrait {
  const property = plannedTrait(plan, row);
  const value = JSON.parse(row.value) as Json;
  const shown = maskValue(value, row.name, property);
  return {
    name: row.name,
    ...(row.property_id === "" ? {} : { propertyId: row.property_id }),
    ...(row.subject === "user" ? {} : { groupId: row.group_id }),
    value: shown,
    violation: brokenBy(row, JSON.stringify(shown) !== JSON.stringify(value)),
    at: new Date(Number(row.at)),
    source: sources.byNumber.get(row.source)?.slug ?? "",
    environment: row.environment,
  };
}

/** One person. `plan`: the latest published; it names properties and says which are private. @throws UserError `not_found` */
export async function loadPerson(
  project: AuthorizedProject,
  number: number,
  plan: Plan | undefined,
): Promise<PersonDetail> {
  const [{ person, identities, sentAs }, sources] = await Promise.all([
    personOf(project, number),
    sourcesOf(project.projectId),
  ]);
  const [profile, held, events] = await Promise.all([
    profileOf(project, person, { plan, sources }),
    eventDb().query<HeldRow>("person.held", heldRows(project.number, person, MOST_HELD)),
    listEvents(project, sentAs, sources),
  ]);
  return {
    person,
    identities: shownIdentities(identities),
    profile,
    held: held.map((row) => heldOf(row, plan, sources)),
    heldTotal: Number(held[0]?.total ?? 0),
    events,
  };
}
