/** Turns what a form should do into a server action: refusals become the state of the form, nothing typed is lost. */

import { ERROR_TABLE, isUserError, type UserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { BEGUN, type FormAction, type FormState } from "./form.ts";
import { FormReader } from "./form-reader.ts";
import { requestLanguage } from "./request.ts";

export interface Done {
  readonly message?: string;
  readonly warning?: string;
  readonly shown?: Readonly<Record<string, string>>;
}

const SENTENCES = 3;

const STALE = {
  en: "Nothing was saved. Save again to replace what somebody else set.",
  fr: "Rien n’a été enregistré. Enregistrez de nouveau pour remplacer ce que quelqu’un d’autre a choisi.",
};

/** Errors go beside the field they name, as a field or as a JSON pointer; those about anything else concern the whole form. */
function told(error: UserError, language: Language, form: FormReader): Pick<FormState, "fields" | "message"> {
  const places = error.fields.map((field) => ({ name: field.path.replace(/^\//, ""), text: field[language] }));
  const beside = places.filter(({ name }) => form.has(name));
  const whole = places.filter(({ name }) => !form.has(name)).slice(0, SENTENCES);
  const message = whole.length > 0 ? [...new Set(whole.map(({ text }) => text))].join(" ") : undefined;
  const shown = message ?? (beside.length > 0 ? undefined : ERROR_TABLE[error.code][language]);
  return {
    fields: Object.fromEntries(beside.map(({ name, text }) => [name, text])),
    ...(shown === undefined ? {} : { message: shown }),
  };
}

/** True when it is single fields that somebody else set meanwhile, rather than the whole. */
function ofFields({ code, data }: UserError): boolean {
  return code === "stale_revision" && typeof data.stored === "object" && data.stored !== null;
}

/**
 * What was typed. Fields that somebody else set meanwhile, and that the refusal tells of, begin from what is stored now: to
 * submit the form again is to replace that.
 */
function typed(error: UserError, form: FormReader): Readonly<Record<string, string>> {
  const values = form.values();
  const { stored } = error.data;
  if (!ofFields(error) || values[BEGUN] === undefined) return values;
  const texts = Object.entries(stored ?? {}).map(([name, value]) => [name, String(value)] as const);
  return { ...values, [BEGUN]: JSON.stringify({ ...form.begun(), ...Object.fromEntries(texts) }) };
}

function refusal(error: UserError, language: Language, previous: FormState, form: FormReader): FormState {
  return {
    turn: previous.turn + 1,
    ok: false,
    code: error.code,
    values: typed(error, form),
    shown: {},
    ...told(error, language, form),
    ...(ofFields(error) ? { message: STALE[language] } : {}),
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
