/** The last day of an access, as a form asks for it. */

import { endOfDay } from "../../../../../lib/access/access-end.ts";
import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";

/** The end of the day typed, in the time zone; null when the field is empty. Throws `invalid_input` beside the field. */
export function readEnd(form: FormReader, name: string, timeZone: string): Date | null {
  const day = form.text(name);
  if (day === "") return null;
  const end = endOfDay(day, timeZone);
  if (end !== undefined) return end;
  const [en, fr] = (["en", "fr"] as const).map((language) => translator(language, "transfer")("end.wrongDay"));
  throw new UserError("invalid_input", { fields: [{ path: name, en: en ?? "", fr: fr ?? "" }] });
}
