/** Turns what a form should do into a server action: refusals become the state of the form, nothing typed is lost. */

import { ERROR_TABLE, isUserError, type UserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";
import type { FormAction, FormState } from "./form.ts";
import { FormReader } from "./form-reader.ts";
import { requestLanguage } from "./request.ts";

export interface Done {
  readonly message?: string;
  readonly warning?: string;
  readonly shown?: Readonly<Record<string, string>>;
}

function refusal(error: UserError, language: Language, previous: FormState, form: FormReader): FormState {
  const whole = error.fields.find((field) => field.path === "");
  const named = error.fields.filter((field) => field.path !== "");
  const fields = Object.fromEntries(named.map((field) => [field.path, field[language]]));
  const message = whole?.[language] ?? (named.length > 0 ? undefined : ERROR_TABLE[error.code][language]);
  return {
    turn: previous.turn + 1,
    ok: false,
    code: error.code,
    fields,
    values: form.values(),
    shown: {},
    ...(message === undefined ? {} : { message }),
    // Without a sentence of its own: it is not a password that was wrong, but the session that has ended.
    ...(error.code === "unauthenticated" && error.fields.length === 0 ? { failure: "signedOut" as const } : {}),
  };
}

/** `act` reads the form, proves the actor and calls the core; it may redirect. Its errors are shown, ours are thrown on. */
export function formAction(
  act: (form: FormReader, language: Language) => Promise<Done | undefined> | Promise<void>,
): FormAction {
  return async (previous, data) => {
    const language = await requestLanguage();
    const form = new FormReader(data);
    try {
      const done = (await act(form, language)) ?? {};
      return {
        turn: previous.turn + 1,
        ok: true,
        fields: {},
        values: form.values(),
        shown: done.shown ?? {},
        ...(done.message === undefined ? {} : { message: done.message }),
        ...(done.warning === undefined ? {} : { warning: done.warning }),
      };
    } catch (error) {
      if (!isUserError(error)) throw error;
      return refusal(error, language, previous, form);
    }
  };
}
