/** What the file of an object is called: its name in lower-case letters, digits and hyphens. */

const LONGEST = 60;

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;

function stemOf(text: string): string {
  const stem = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return RESERVED.test(stem) ? `${stem}-` : stem;
}

/** The end of an id, which tells objects of one name apart. */
export function objectTail(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(-6);
}

function nameOf(name: unknown): string {
  if (typeof name === "string") return name;
  const { en, fr } = (name ?? {}) as { readonly en?: string; readonly fr?: string };
  return en ?? fr ?? "";
}

/** `Order Completed` is `order-completed`, a page of that name `page-order-completed`; what has no letter goes by its id. */
export function objectStem(object: Readonly<Record<string, unknown>> & { readonly id: string }): string {
  const call = typeof object.callType === "string" && object.callType !== "track" ? `${object.callType} ` : "";
  const stem = stemOf(nameOf(object.name));
  return stem === "" ? stemOf(object.id) || "object" : stemOf(`${call}${stem}`);
}
