/** Names in a comment: who is meant by `@name`, and the text as parts that a screen can show. Plain text, no markup. */

export interface Mentionable {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/** A person as the text names them, without the `@`. */
export interface Mention {
  readonly personId: string;
  readonly name: string;
}

const isPartOfName = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);

/** The longest of the names that stands at a place of the text, whatever its case, and ends there as a word. */
function nameAt(text: string, at: number, names: readonly string[]): string | undefined {
  return names.find((name) => {
    const written = text.slice(at, at + name.length);
    if (written.toLowerCase() !== name.toLowerCase()) return false;
    return !isPartOfName(text[at + name.length]);
  });
}

/** Places of `@` that begin a word: not the one of an e-mail address. */
function* signs(text: string): Generator<number> {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (!isPartOfName(text[at - 1])) yield at;
  }
}

/** People the text mentions by name or e-mail, each once. A name that several people have means nobody: the e-mail does. */
export function mentionsIn(text: string, people: readonly Mentionable[]): readonly Mention[] {
  const byName = new Map<string, Mentionable | undefined>();
  for (const person of people) {
    const key = person.name.toLowerCase();
    byName.set(key, byName.has(key) ? undefined : person);
  }
  for (const person of people) byName.set(person.email.toLowerCase(), person);
  const names = [...byName.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  const found = new Map<string, Mention>();
  for (const at of signs(text)) {
    const name = nameAt(text, at + 1, names);
    const person = name === undefined ? undefined : byName.get(name);
    if (name === undefined || person === undefined) continue;
    const written = text.slice(at + 1, at + 1 + name.length);
    found.set(`${person.personId} ${written}`, { personId: person.personId, name: written });
  }
  return [...found.values()];
}

export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mention"; readonly text: string; readonly personId: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const LINK = /https?:\/\/[^\s<>"']+/g;
/** Signs that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}»’”]+$/;

interface Found {
  readonly at: number;
  readonly part: Exclude<TextPart, { kind: "text" }>;
}

function linksIn(text: string): Found[] {
  return [...text.matchAll(LINK)].flatMap((match) => {
    const written = match[0].replace(TRAILING, "");
    if (!URL.canParse(written)) return [];
    return [{ at: match.index, part: { kind: "link" as const, text: written, href: new URL(written).href } }];
  });
}

function mentionPlaces(text: string, mentions: readonly Mention[]): Found[] {
  const names = [...mentions].sort((a, b) => b.name.length - a.name.length);
  return [...signs(text)].flatMap((at) => {
    const written = nameAt(
      text,
      at + 1,
      names.map(({ name }) => name),
    );
    const mention = names.find(({ name }) => name === written);
    if (mention === undefined) return [];
    const part = { kind: "mention" as const, text: `@${mention.name}`, personId: mention.personId };
    return [{ at, part }];
  });
}

/** The text cut into plain text, links and mentions; together they are the text again. */
export function partsOf(text: string, mentions: readonly Mention[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const { at, part } of [...linksIn(text), ...mentionPlaces(text, mentions)].sort((a, b) => a.at - b.at)) {
    if (at < done) continue;
    if (at > done) parts.push({ kind: "text", text: text.slice(done, at) });
    const written = text.slice(at, at + part.text.length);
    parts.push({ ...part, text: written });
    done = at + written.length;
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}
