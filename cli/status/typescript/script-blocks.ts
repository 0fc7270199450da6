/**
 * The code of a Vue or Svelte component, with everything else blanked: each character stays at its place, so that lines are
 * those of the component. Script blocks are kept as they are; what a template evaluates is kept between semicolons.
 */

export interface ComponentCode {
  readonly text: string;
  /** Whether a block holds JSX. */
  readonly jsx: boolean;
  /** First and last offset of each expression of a template. */
  readonly expressions: readonly (readonly [start: number, end: number])[];
  /** Files that blocks name instead of holding code. */
  readonly imports: readonly string[];
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the values of attributes stand, by name. */
  readonly values: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  /** Offset behind `>`. */
  readonly end: number;
  readonly isClosed: boolean;
}

const TAG_NAME = /<([A-Za-z][^\s/>]*)/y;
const ATTRIBUTE = /[\s/]*([^\s"'<>/={}][^\s"'<>/=]*)(?:\s*=\s*)?/y;

/** The end of a `{...}` that begins at `start`, strings and nested braces aside. */
function braceEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at;
    } else if (character === '"' || character === "'" || character === "`") at = quoteEnd(text, at);
    else if (character === "/" && text[at + 1] === "*") at = Math.max(text.indexOf("*/", at + 2), at) + 1;
  }
  return text.length;
}

function quoteEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote || (quote !== "`" && text[at] === "\n")) return at;
    else if (quote === "`" && text[at] === "$" && text[at + 1] === "{") at = braceEnd(text, at + 1);
  }
  return text.length;
}

/** The opening tag at `start`; undefined where there is none. Values in `{...}` are Svelte's. */
function readTag(text: string, start: number): Tag | undefined {
  TAG_NAME.lastIndex = start;
  const name = TAG_NAME.exec(text)?.[1];
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  const values: Tag["values"][number][] = [];
  let at = TAG_NAME.lastIndex;
  while (at < text.length) {
    const character = text[at];
    if (character === ">") return { name, attributes, values, end: at + 1, isClosed: text[at - 1] === "/" };
    if (character === "{") {
      const end = braceEnd(text, at);
      values.push({ name: "{", start: at + 1, end });
      at = end + 1;
      continue;
    }
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found?.[1] === undefined) {
      at += 1;
      continue;
    }
    at = ATTRIBUTE.lastIndex;
    if (!found[0].includes("=")) attributes.set(found[1], "");
    else {
      const opening = text[at] ?? "";
      const isQuoted = opening === '"' || opening === "'";
      const from = isQuoted || opening === "{" ? at + 1 : at;
      let end = from;
      if (opening === "{") end = braceEnd(text, at);
      else if (isQuoted) end = indexOr(text, opening, from);
      else while (end < text.length && !/[\s>]/.test(text[end] ?? "")) end += 1;
      attributes.set(found[1], text.slice(from, end));
      values.push({ name: opening === "{" ? "{" : found[1], start: from, end });
      at = from === at ? end : end + 1;
    }
  }
  return { name, attributes, values, end: text.length, isClosed: false };
}

function indexOr(text: string, sought: string, from: number): number {
  const found = text.indexOf(sought, from);
  return found < 0 ? text.length : found;
}

/** Offset of the closing tag of a block whose content is text, from `from` on. */
function rawEnd(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name.replace(/[^\w-]/g, "\\$&")}(?=[\\s/>]|$)`, "gi");
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? text.length;
}

class Blocks {
  private readonly kept: [start: number, end: number][] = [];
  readonly expressions: [start: number, end: number][] = [];
  readonly imports: string[] = [];
  jsx = false;
  hasSetup = false;

  constructor(private readonly source: string) {}

  script(tag: Tag): number {
    const { attributes, end, isClosed } = tag;
    if (/^[jt]sx$/.test(attributes.get("lang") ?? "")) this.jsx = true;
    if (attributes.has("setup")) this.hasSetup = true;
    const from = attributes.get("src");
    if (from !== undefined && from !== "") this.imports.push(from);
    if (isClosed) return end;
    const close = rawEnd(this.source, tag.name, end);
    const type = attributes.get("type") ?? "";
    if (from === undefined && !/json|importmap|template|html/.test(type)) this.kept.push([end, close]);
    return close;
  }

  expression(start: number, end: number): void {
    this.expressions.push([start, end]);
  }

  result(): ComponentCode {
    const { source, jsx, imports } = this;
    const characters = source.replace(/[^\r\n\u2028\u2029]/g, " ").split("");
    const keep = (start: number, end: number) => {
      for (let at = start; at < end; at += 1) characters[at] = source[at] ?? "";
    };
    for (const [start, end] of this.kept) {
      keep(start, end);
      separate(characters, end);
    }
    for (const [start, end] of this.expressions) {
      keep(start, end);
      separate(characters, start - 1);
      separate(characters, end);
    }
    const lines = imports.map((from) => `\nexport * from ${JSON.stringify(from)};`).join("");
    return { text: characters.join("") + lines, jsx, expressions: this.expressions, imports };
  }
}

function separate(characters: string[], at: number): void {
  if (at >= 0 && at < characters.length && characters[at] === " ") characters[at] = ";";
}

/** Vue: every block at the root is text, save a template in HTML. */
export function vueCode(source: string): ComponentCode {
  const blocks = new Blocks(source);
  const template: [start: number, end: number][] = [];
  for (let at = 0; at < source.length; ) {
    if (source.startsWith("<!--", at)) at = indexOr(source, "-->", at + 4) + 3;
    else if (source[at] !== "<") at += 1;
    else {
      const tag = readTag(source, at);
      if (tag === undefined) at += 1;
      else if (tag.name === "script") at = blocks.script(tag);
      else if (tag.isClosed) at = tag.end;
      else if (tag.name === "template" && /^(html)?$/.test(tag.attributes.get("lang") ?? "")) {
        const end = templateEnd(source, tag.end);
        template.push([tag.end, end]);
        at = end;
      } else at = rawEnd(source, tag.name, tag.end);
    }
  }
  // What a block without `setup` imports is not known to the template.
  if (blocks.hasSetup) for (const [start, end] of template) vueExpressions(source, start, end, blocks);
  return blocks.result();
}

function templateEnd(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; ) {
    if (source.startsWith("<!--", at)) at = indexOr(source, "-->", at + 4) + 3;
    else if (/^<\/template[\s>]/i.test(source.slice(at, at + 12))) {
      depth -= 1;
      if (depth === 0) return at;
      at += 2;
    } else if (source[at] === "<") {
      const tag = readTag(source, at);
      if (tag?.name === "template" && !tag.isClosed) depth += 1;
      at = tag?.end ?? at + 1;
    } else at += 1;
  }
  return source.length;
}

function vueExpressions(source: string, from: number, end: number, blocks: Blocks): void {
  for (let at = from; at < end; ) {
    if (source.startsWith("<!--", at)) at = indexOr(source, "-->", at + 4) + 3;
    else if (source.startsWith("{{", at)) {
      const close = indexOr(source, "}}", at + 2);
      blocks.expression(at + 2, close);
      at = close + 2;
    } else if (source[at] === "<") {
      const tag = readTag(source, at);
      for (const { name, start, end: last } of tag?.values ?? [])
        if (/^(?:[@:#]|v-)/.test(name)) blocks.expression(start, last);
      at = tag?.end ?? at + 1;
    } else at += 1;
  }
}

/** What a Svelte tag in braces says before its expression: `#if`, `:else if`, `@html`, `...`. */
const SVELTE_WORD = /^\s*(?:[#:@]\w+(?:\s+if\b)?|\/\w*|\.\.\.)/;

function svelteExpression(source: string, start: number, end: number, blocks: Blocks): void {
  const word = SVELTE_WORD.exec(source.slice(start, end))?.[0] ?? "";
  blocks.expression(start + word.length, end);
}

/** Svelte: script blocks anywhere, expressions in braces everywhere else. */
export function svelteCode(source: string): ComponentCode {
  const blocks = new Blocks(source);
  for (let at = 0; at < source.length; ) {
    if (source.startsWith("<!--", at)) at = indexOr(source, "-->", at + 4) + 3;
    else if (source[at] === "{") {
      const end = braceEnd(source, at);
      svelteExpression(source, at + 1, end, blocks);
      at = end + 1;
    } else if (source[at] === "<") {
      const tag = readTag(source, at);
      if (tag === undefined) at += 1;
      else if (tag.name === "script") at = blocks.script(tag);
      else if (tag.name === "style" && !tag.isClosed) at = rawEnd(source, tag.name, tag.end);
      else {
        for (const value of tag.values) {
          if (value.name === "{") svelteExpression(source, value.start, value.end, blocks);
          else quotedBraces(source, value.start, value.end, blocks);
        }
        at = tag.end;
      }
    } else at += 1;
  }
  return blocks.result();
}

function quotedBraces(source: string, from: number, end: number, blocks: Blocks): void {
  for (let at = from; at < end; at += 1) {
    if (source[at] !== "{") continue;
    const close = Math.min(braceEnd(source, at), end);
    svelteExpression(source, at + 1, close, blocks);
    at = close;
  }
}
