/** People: signing in, and what they change about themselves. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { planDb } from "../store/plan-db.ts";
import type { Person } from "../store/prisma-client/client.ts";
import { type PlanDbTransaction, recordPersonAudit, SYSTEM_ACTOR } from "./audit.ts";
import { hashPassword, requireGoodPassword, verifyPassword } from "./password.ts";
import { clearRate, forgiveRate, limitRate } from "./rate-limit.ts";
import { endSessionsOf, type NewSession, personActor, type SessionPerson, startSession } from "./session.ts";

/** Addresses are compared without regard to case; that is how they are kept. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** Where a request comes from: for limits and for the list of sessions. */
export interface Visitor {
  /** IP address. */
  readonly address: string;
  readonly userAgent: string;
  /** The session token the browser brought along, if any. */
  readonly session?: string | undefined;
}

function wrongCredentials(): UserError {
  return new UserError("unauthenticated", {
    fields: [
      {
        path: "",
        en: "This e-mail and password do not go together.",
        fr: "Cette adresse e-mail et ce mot de passe ne vont pas ensemble.",
      },
    ],
  });
}

/** In every workspace of the person, so that its admins see it; nowhere when the address is unknown. */
async function recordFailedSignIn(person: Person | null, address: string): Promise<void> {
  log().warn({ origin: "access", address }, "sign-in failed");
  if (!person) return;
  await recordPersonAudit(planDb(), person.id, SYSTEM_ACTOR, {
    action: "access.sign_in_failed",
    target: person.email,
    detail: { address },
  });
}

/**
 * Starts a session for the right e-mail and password. An unknown address, a wrong password and a disabled person are told
 * apart neither by the answer nor by its duration. Throws `unauthenticated` or `rate_limited`.
 */
export async function signIn(email: string, password: string, visitor: Visitor): Promise<NewSession> {
  const normalized = normalizeEmail(email);
  const pair = `${normalized} ${visitor.address}`;
  await limitRate("signInAddress", visitor.address);
  await limitRate("signInPair", pair);
  await limitRate("signInAccount", normalized);
  const person = await planDb().person.findUnique({ where: { email: normalized } });
  const right = await verifyPassword(person?.passwordHash || undefined, password);
  if (!person || !right || person.disabledAt) {
    await recordFailedSignIn(person, visitor.address);
    throw wrongCredentials();
  }
  await Promise.all([
    clearRate("signInPair", pair),
    forgiveRate("signInAccount", normalized),
    forgiveRate("signInAddress", visitor.address),
  ]);
  return planDb().$transaction((db) => openSession(db, person, visitor));
}

/** Starts a session and writes it down in every workspace of the person. */
export async function openSession(db: PlanDbTransaction, person: Person, visitor: Visitor): Promise<NewSession> {
  const session = await startSession(db, person, { userAgent: visitor.userAgent, replaces: visitor.session });
  await recordPersonAudit(db, person.id, personActor({ personId: person.id, name: person.name, email: person.email }), {
    action: "session.start",
    target: person.email,
  });
  return session;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly language: "en" | "fr";
}

/** Checks the password and hashes it; done before a transaction, since it takes its time. */
export async function preparePerson(input: NewPerson): Promise<{
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly passwordHash: string;
}> {
  const email = normalizeEmail(input.email);
  requireGoodPassword(input.password, email);
  return {
    id: newId("per"),
    email,
    name: input.name.trim(),
    language: input.language,
    passwordHash: await hashPassword(input.password),
  };
}

/** The person changes the password, which ends every other session and gives this browser a fresh one. */
export async function changePassword(
  person: SessionPerson,
  input: { readonly current: string; readonly next: string },
  visitor: Visitor,
): Promise<NewSession> {
  await limitRate("changePassword", person.personId);
  const row = await planDb().person.findUniqueOrThrow({ where: { id: person.personId } });
  if (!(await verifyPassword(row.passwordHash || undefined, input.current)))
    throw new UserError("invalid_input", {
      fields: [
        { path: "current", en: "This is not your current password.", fr: "Ce n’est pas votre mot de passe actuel." },
      ],
    });
  requireGoodPassword(input.next, row.email, "next");
  const passwordHash = await hashPassword(input.next);
  await clearRate("changePassword", person.personId);
  return planDb().$transaction(async (db) => {
    const ended = await endSessionsOf(db, row.id);
    await db.person.update({ where: { id: row.id }, data: { passwordHash } });
    await db.passwordReset.deleteMany({ where: { personId: row.id } });
    await recordPersonAudit(db, person.personId, personActor(person), {
      action: "person.change_password",
      target: row.email,
      detail: { sessionsEnded: ended },
    });
    return startSession(db, row, { userAgent: visitor.userAgent });
  });
}

/** The person's name and the language of the interface. */
export async function updateProfile(
  person: SessionPerson,
  input: { readonly name: string; readonly language: "en" | "fr" },
): Promise<void> {
  await planDb().$transaction(async (db) => {
    await db.person.update({
      where: { id: person.personId },
      data: { name: input.name.trim(), language: input.language },
    });
    await recordPersonAudit(db, person.personId, personActor(person), {
      action: "person.update",
      target: person.email,
      detail: { name: input.name.trim(), language: input.language },
    });
  });
}
