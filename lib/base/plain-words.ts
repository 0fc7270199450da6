/** Words without what does not matter when they are compared, searched or put into an address. */

/** Lower case without accents, so that `media` finds « Média ». */
export function plainWords(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text joined by dashes, at most so many characters: part of an address or of a branch's name. */
export function dashedWords(text: string, most: number): string {
  const dashed = plainWords(text).replace(/[^a-z0-9]+/g, "-");
  return dashed.replace(/^-+/, "").slice(0, most).replace(/-+$/, "");
}

/** The words of a search, each of which has to be found. */
export function searchWords(search: string): readonly string[] {
  return plainWords(search).split(/\s+/).filter(Boolean);
}
