/** The state of a form between its submissions: what was wrong, where, and what the answer brought. */

/**
 * Why a form got no answer of its own: the server was not reached, it failed, it no longer knows the form because a newer
 * one was installed, or nobody is signed in any more.
 */
export type FormFailure = "unreachable" | "failed" | "outdated" | "signedOut";

export interface FormState {
  /** Counts submissions, so that the same answer twice is still noticed; 0 before the first. */
  readonly turn: number;
  readonly ok: boolean;
  /** The error code of a refusal, for tests and for screens that act on it. */
  readonly code?: string;
  /** Nothing was saved, and what was typed has nothing to do with it. */
  readonly failure?: FormFailure;
  /** About the whole form. */
  readonly message?: string;
  /** About something beside the form that did not work out, though the form itself did. */
  readonly warning?: string;
  /** By field name. */
  readonly fields: Readonly<Record<string, string>>;
  /** What was typed, so that a page without scripts keeps it. Never a password. */
  readonly values: Readonly<Record<string, string>>;
  /** Things the answer shows, e.g. a link or a token that is shown once. */
  readonly shown: Readonly<Record<string, string>>;
}

export const EMPTY_FORM: FormState = { turn: 0, ok: false, fields: {}, values: {}, shown: {} };

/** The field that carries, as JSON, what the others held when the form was begun. */
export const BEGUN = "begun";

export type FormAction = (previous: FormState, data: FormData) => Promise<FormState>;
