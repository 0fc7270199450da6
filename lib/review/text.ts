/** Texts that people write to each other, as they may be kept. */

import { type FieldError, UserError } from "../base/error.ts";
import { unstorableIn } from "../base/storable.ts";

const TEXT_MAX = 10_000;

const TOO_LONG = {
  en: "This has more than 10,000 characters.",
  fr: "Ceci a plus de 10 000 caractères.",
};
const EMPTY = {
  en: "Write something, in at most 10,000 characters.",
  fr: "Écrivez quelque chose, en 10 000 caractères au plus.",
};

function refused(fault: Omit<FieldError, "path">): UserError {
  return new UserError("invalid_input", { fields: [{ path: "text", en: fault.en, fr: fault.fr }] });
}

/** The text without spaces around it; it may be empty. */
export function keptText(given: string): string {
  const text = given.trim();
  if (text.length > TEXT_MAX) throw refused(TOO_LONG);
  const fault = unstorableIn(text);
  if (fault !== undefined) throw refused(fault);
  return text;
}

/** A text that says something. */
export function requireText(given: string): string {
  const text = keptText(given);
  if (text === "") throw refused(EMPTY);
  return text;
}
