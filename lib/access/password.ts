/** Passwords: what is accepted, and argon2id hashes of them (19 MiB, 2 passes: OWASP's minimum, some 30 ms). */

import { hash, verify } from "@node-rs/argon2";
import { type FieldError, UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 256;

/** Algorithm 2 is argon2id; the package's const enum cannot be used under isolated modules. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 } as const;

/** More at once would only wait for the same cores, each holding 19 MiB. */
const CONCURRENT = 4;
const MAX_WAITING = 64;

interface Gate {
  running: number;
  readonly waiting: (() => void)[];
}

function gate(): Gate {
  return processState("passwordGate", () => ({ running: 0, waiting: [] }));
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  const state = gate();
  if (state.running < CONCURRENT) state.running++;
  else {
    if (state.waiting.length >= MAX_WAITING) throw new UserError("unavailable");
    // The one that finishes hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => state.waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = state.waiting.shift();
    if (next) next();
    else state.running--;
  }
}

/** Unicode has several spellings of one text; keyboards differ in which they send. */
function normalized(password: string): string {
  return password.normalize("NFC");
}

/** What is wrong with a new password, or undefined. Length counts code points; no composition rules (ASVS 6.2). */
export function passwordFault(password: string, email: string, path = "password"): FieldError | undefined {
  const text = normalized(password);
  const length = [...text].length;
  if (length < PASSWORD_MIN_LENGTH)
    return {
      path,
      en: `A password has at least ${PASSWORD_MIN_LENGTH} characters; 15 or more are better.`,
      fr: `Un mot de passe compte au moins ${PASSWORD_MIN_LENGTH} caractères ; 15 ou plus valent mieux.`,
    };
  if (length > PASSWORD_MAX_LENGTH)
    return {
      path,
      en: `A password has at most ${PASSWORD_MAX_LENGTH} characters.`,
      fr: `Un mot de passe compte au plus ${PASSWORD_MAX_LENGTH} caractères.`,
    };
  const lower = text.toLowerCase();
  if (COMMON_PASSWORDS.has(lower) || new Set(lower).size < 3)
    return {
      path,
      en: "This password is among the first that attackers try. Choose another.",
      fr: "Ce mot de passe est parmi les premiers que les attaquants essaient. Choisissez-en un autre.",
    };
  if (lower === email.toLowerCase() || lower === email.toLowerCase().split("@")[0])
    return {
      path,
      en: "The password must differ from the e-mail address.",
      fr: "Le mot de passe doit différer de l’adresse e-mail.",
    };
  return undefined;
}

/** Throws `invalid_input` naming `path` when the password is not acceptable. */
export function requireGoodPassword(password: string, email: string, path = "password"): void {
  const fault = passwordFault(password, email, path);
  if (fault) throw new UserError("invalid_input", { fields: [fault] });
}

export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(normalized(password), OPTIONS));
}

/** A hash of nothing anyone knows, so that an unknown e-mail costs as much time as a wrong password. */
function decoy(): Promise<string> {
  return processState("passwordDecoy", () => hashPassword(`${Math.random()} ${process.hrtime.bigint()}`));
}

/** False for a wrong password, and for no hash at all after the same work. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await decoy());
  if ([...password].length > PASSWORD_MAX_LENGTH) return false;
  const matches = await limited(() => verify(against, normalized(password)));
  return matches && passwordHash !== undefined;
}
