/** Ids of new plan objects, made in the browser so that what is typed has its name at once. As `newId` of lib/base. */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export function newPlanId(
  prefix: "evt" | "prp" | "bdl" | "dec" | "met" | "cat" | "grp" | "cas" | "jny" | "stp" | "trg" | "sup",
): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${prefix}_${Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("")}`;
}
