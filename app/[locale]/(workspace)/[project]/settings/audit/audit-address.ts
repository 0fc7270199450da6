/** The filter of the audit log as it stands in the address. */

import { tz } from "@date-fns/tz";
import { addDays, parseISO, startOfDay } from "date-fns";

export const AUDIT_AREAS = [
  "access",
  "session",
  "person",
  "plan",
  "branch",
  "review",
  "comment",
  "source",
  "mapping",
  "token",
  "member",
  "team",
  "invitation",
  "transfer",
  "project",
  "workspace",
  "view",
  "event",
  "violation",
  "cohort",
  "report",
  "share",
  "template",
  "webhook",
  "destination",
  "alert",
  "workshop",
  "acceptance",
  "user",
  "installation",
] as const;

export interface AuditAddress {
  readonly search: string;
  readonly area: string;
  /** Local days, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  readonly before: string;
}

const FIELDS = ["search", "area", "from", "to", "before"] as const;

function one(value: string | string[] | undefined): string {
  return (typeof value === "string" ? value : "").trim().slice(0, 200);
}

/** Reads the query; what makes no sense is left out. */
export function auditAddress(query: Readonly<Record<string, string | string[] | undefined>>): AuditAddress {
  // Nothing is older than the log, and nothing comes centuries later.
  const day = (value: string) =>
    /^(19[789]\d|2[01]\d\d)-\d\d-\d\d$/.test(value) && !Number.isNaN(parseISO(value).getTime()) ? value : "";
  const before = one(query.before);
  return {
    search: one(query.search),
    area: one(query.area),
    from: day(one(query.from)),
    to: day(one(query.to)),
    before: /^\d{1,18}$/.test(before) ? before : "",
  };
}

/** The query of an address, empty fields left out. */
export function auditQuery(address: Partial<AuditAddress>): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (address[field]) query.set(field, address[field]);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The instants between the start of the first day and the end of the last, in the project's zone. */
export function dayRange(address: AuditAddress, timeZone: string): { from?: Date; to?: Date } {
  const zone = { in: tz(timeZone) };
  const start = (day: string) => startOfDay(parseISO(day, zone), zone);
  return {
    ...(address.from ? { from: new Date(start(address.from).getTime()) } : {}),
    ...(address.to ? { to: new Date(addDays(start(address.to), 1, zone).getTime() - 1) } : {}),
  };
}
