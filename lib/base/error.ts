/** Errors that reach a person or a program: a stable code, one status and one sentence per language, in one table. */

import { SIGNED_OUT } from "./signed-out.ts";

export const ERROR_TABLE = {
  bad_request: { status: 400, en: "The request cannot be read.", fr: "La requête est illisible." },
  invalid_input: { status: 422, en: "Some values are not valid.", fr: "Certaines valeurs ne sont pas valides." },
  unauthenticated: { status: 401, en: "Sign in first.", fr: "Connectez-vous d’abord." },
  forbidden: { status: 403, en: "Your role does not allow this.", fr: "Votre rôle ne le permet pas." },
  not_found: {
    status: 404,
    en: "There is nothing here, or you may not see it.",
    fr: "Il n’y a rien ici, ou vous n’y avez pas accès.",
  },
  method_not_allowed: {
    status: 405,
    en: "This address does not take that method.",
    fr: "Cette adresse n’accepte pas cette méthode.",
  },
  stale_revision: {
    status: 409,
    en: "Someone else changed this meanwhile.",
    fr: "Quelqu’un d’autre l’a modifié entre-temps.",
  },
  conflict: { status: 409, en: "This clashes with what is already there.", fr: "Cela contredit ce qui existe déjà." },
  payload_too_large: { status: 413, en: "The body is too large.", fr: "Le corps est trop volumineux." },
  rate_limited: {
    status: 429,
    en: "Too many attempts. Wait and try again.",
    fr: "Trop de tentatives. Patientez puis réessayez.",
  },
  definition_refused: {
    status: 422,
    en: "The question names something the plan does not have.",
    fr: "La question nomme quelque chose que le plan ne connaît pas.",
  },
  query_too_heavy: {
    status: 422,
    en: "The question needs more time or memory than allowed. Narrow its dates.",
    fr: "La question demande plus de temps ou de mémoire que permis. Réduisez ses dates.",
  },
  cancelled: { status: 499, en: "The question was cancelled.", fr: "La question a été annulée." },
  unavailable: {
    status: 503,
    en: "The service is not ready. Try again shortly.",
    fr: "Le service n’est pas prêt. Réessayez bientôt.",
  },
  internal: { status: 500, en: "Something failed on our side.", fr: "Une erreur est survenue de notre côté." },
} as const satisfies Record<string, { status: number; en: string; fr: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** One thing that is wrong with the input: where (JSON pointer or field name), and a sentence per language. */
export interface FieldError {
  readonly path: string;
  readonly en: string;
  readonly fr: string;
}

/** A failure meant for the caller. `fields` says what to mend; nothing in it names a file, a query or a stack. */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly data: Readonly<Record<string, unknown>>;
  /** What Next tells a page of an error that it does not show. */
  readonly digest?: string;

  constructor(
    code: ErrorCode,
    options: { fields?: readonly FieldError[]; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(options.fields?.[0]?.en ?? ERROR_TABLE[code].en, { cause: options.cause });
    this.name = "UserError";
    this.code = code;
    this.fields = options.fields ?? [];
    this.data = options.data ?? {};
    if (code === "unauthenticated") this.digest = SIGNED_OUT;
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }
}

/** True also for an error thrown by the other bundle's copy of the class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === "UserError" && "code" in error;
}

/** A broken invariant: our fault, never the caller's. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant: ${message}`);
}
