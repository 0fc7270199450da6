/** The end of a person's access to a workspace: from then on neither the person nor the person's tokens are let in. */

import { TZDate } from "@date-fns/tz";
import { type FieldError, UserError } from "../base/error.ts";
import { isDay } from "../plan/day.ts";
import { planDb } from "../store/plan-db.ts";
import type { AuthorizedWorkspace } from "./authorized.ts";

/** So many days before the end, whoever it concerns is told on every page. */
export const END_WARNING_DAYS = 7;

/** The instant after the last moment of a day (YYYY-MM-DD) in a time zone; undefined when there is no such day. */
export function endOfDay(day: string, timeZone: string): Date | undefined {
  if (!isDay(day)) return undefined;
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date + 1, timeZone).getTime());
}

/** The last day of an access that ends at the instant, YYYY-MM-DD in the time zone. */
export function lastDayOf(endsAt: Date, timeZone: string): string {
  const last = new TZDate(endsAt.getTime() - 1, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}`;
}

/** The one that comes first; null = never. */
export function earlierEnd(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** An instant as a detail of the audit log; nothing where there is none. */
export function instantAs<Key extends "was" | "until">(key: Key, at: Date | null): Partial<Record<Key, string>> {
  return (at === null ? {} : { [key]: at.toISOString() }) as Partial<Record<Key, string>>;
}

/** Throws `invalid_input` at the field unless the end lies in the future, or there is none. */
export function requireFutureEnd(path: string, endsAt: Date | null, now: number): void {
  if (endsAt === null || endsAt.getTime() > now) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path,
        en: "Access can only end in the future. To end it now, remove the member.",
        fr: "Un accès ne peut finir que dans le futur. Pour y mettre fin maintenant, retirez le membre.",
      },
    ],
  });
}

const OWN_END: FieldError = {
  path: "endsAt",
  en: "Nobody changes the end of their own access. Ask another owner or admin.",
  fr: "Personne ne change la fin de son propre accès. Demandez à un autre propriétaire ou administrateur.",
};

/** Throws `forbidden` for oneself, and through a token one made. */
export async function requireNotOwn({ actor }: AuthorizedWorkspace, personId: string): Promise<void> {
  const own =
    actor.kind === "token"
      ? (await planDb().apiToken.count({ where: { id: actor.id, createdById: personId } })) > 0
      : actor.id === personId;
  if (own) throw new UserError("forbidden", { fields: [OWN_END] });
}

export interface EndedAccess {
  readonly workspaceName: string;
  readonly endedAt: Date;
}

/** The workspaces a person could open once, latest end first: said at sign-in. */
export async function listEndedAccess(personId: string): Promise<readonly EndedAccess[]> {
  const rows = await planDb().membership.findMany({
    where: { personId, endsAt: { lte: new Date() } },
    include: { workspace: { select: { name: true } } },
    orderBy: { endsAt: "desc" },
  });
  return rows.flatMap(({ workspace, endsAt }) =>
    endsAt === null ? [] : [{ workspaceName: workspace.name, endedAt: endsAt }],
  );
}
