/** Numbers that a state gives its people, by their form and, where they have one, their check character. */

/** NIR (INSEE): the key is what 97 lacks of the rest modulo 97; Corsica's 2A and 2B count as 19 and 18. */
function isFrench(text: string): boolean {
  // Sex, year, month (or 20 and more where it is not known), department, commune, order, key.
  const match = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-46-9]\d|5\d)(?:\d{2}|2A|2B)\d{6})(\d{2})$/.exec(text);
  const [, body = "", key = ""] = match ?? [];
  if (match === null) return false;
  const digits = Number(body.replace("2A", "19").replace("2B", "18"));
  return 97 - (digits % 97) === Number(key);
}

const SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** DNI and NIE: the letter is the number modulo 23, an NIE's X, Y, Z standing for 0, 1, 2. */
function isSpanish(text: string): boolean {
  const match = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(text);
  const [, first = "", digits = "", letter = ""] = match ?? [];
  if (match === null || digits.length !== (first === "" ? 8 : 7)) return false;
  const number = Number(`${first === "" ? "" : "XYZ".indexOf(first)}${digits}`);
  return SPANISH_LETTERS[number % 23] === letter;
}

/** What a character counts at an odd place of a codice fiscale, digits as the letters at their place (D.M. 23/12/1976). */
const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const ITALIAN = /^[A-Z]{6}[\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]$/;

function isItalian(text: string): boolean {
  if (!ITALIAN.test(text)) return false;
  const sum = [...text.slice(0, 15)].reduce((total, character, at) => {
    const place = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (at % 2 === 0 ? (ITALIAN_ODD[place] ?? 0) : place);
  }, 0);
  return sum % 26 === text.charCodeAt(15) - 65;
}

/** Steuer-ID: ISO 7064 MOD 11,10; of its first ten digits one stands twice or three times, all others once at most. */
function isGerman(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const times = [...text.slice(0, 10)].reduce<number[]>((counts, digit) => {
    counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
    return counts;
  }, []);
  const repeated = times.filter((count) => count > 1);
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false;
  let product = 10;
  for (const digit of text.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(text[10]);
}

/** Without a check character: only as it is written, with its hyphens, and never a number that is given to nobody. */
const AMERICAN = /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/;
/** Shown on cards in wallets and leaflets. */
const AMERICAN_PRINTED = new Set(["078-05-1120", "219-09-9999"]);

/** Without a check character either: letters that HMRC gives, and as it is written, in groups. */
const BRITISH = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]$/;

/** True for a French, Spanish, Italian or German number whose check holds, and an American or British one as it is written. */
export function isNationalId(text: string): boolean {
  if (text.length < 9 || text.length > 21) return false;
  if (AMERICAN.test(text)) return !AMERICAN_PRINTED.has(text);
  if (BRITISH.test(text)) return true;
  const joined = text.replace(/[ .-]/g, "");
  return isFrench(joined) || isSpanish(joined) || isItalian(joined) || isGerman(joined);
}
