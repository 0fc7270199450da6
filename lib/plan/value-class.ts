/** Which kind of personal data a value is by its looks. */

import { isNationalId } from "./national-id.ts";

export const VALUE_CLASSES = ["email", "phone", "card", "iban", "national_id", "ip"] as const;
export type ValueClass = (typeof VALUE_CLASSES)[number];

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** With a country's prefix, or in the groups people write: bare digits may be any number. */
const PHONE = /^(?:\+\d[\d\s().-]{7,}|0\d(?:[\s.-]\d{2}){4}|\(\d{3}\)\s?\d{3}[\s.-]\d{4})$/;
const CARD = /^(?:\d[ -]?){12,18}\d$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const IP =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$|^(?=.*[0-9a-f])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$/i;

/** ISO/IEC 7812: every second digit from the right doubled, the sum of digits a multiple of ten. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: the first four characters moved to the end, letters as 10 to 35, 1 modulo 97. */
function isIban(text: string): boolean {
  const moved = text.slice(4) + text.slice(0, 4);
  const digits = [...moved].map((character) => Number.parseInt(character, 36)).join("");
  return BigInt(digits) % 97n === 1n;
}

/** The class of a text that is personal by its looks; ids of the company's own, days and amounts have none. */
export function valueClassOf(text: string): ValueClass | undefined {
  const bare = text.trim();
  if (EMAIL.test(bare)) return "email";
  if (IP.test(bare)) return "ip";
  const joined = bare.replace(/[ -]/g, "");
  if (IBAN.test(joined) && isIban(joined)) return "iban";
  if (isNationalId(bare)) return "national_id";
  if (CARD.test(bare) && isLuhn(joined)) return "card";
  return PHONE.test(bare) && bare.replace(/\D/g, "").length >= 8 ? "phone" : undefined;
}
