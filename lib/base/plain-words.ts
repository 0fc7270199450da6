/** Words as they are compared in a search. */

/** Lower case without accents, so that `media` finds « Média ». */
export function plainWords(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The words of a search, each of which has to be found. */
export function searchWords(search: string): readonly string[] {
  return plainWords(search).split(/\s+/).filter(Boolean);
}
