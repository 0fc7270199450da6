/** Blocks that stand in paragraphs of a page as it is served: a browser ends the paragraph there, and scripts meet another page than they were made for. */

// biome-ignore format: one list of names
const BLOCKS = new Set([
  "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer", "form",
  "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
]);
const SIGNS = 80;

/** Each with the beginning of its paragraph. */
export function misplacedBlocks(html: string): string[] {
  const text = html.replace(/<(script|style|textarea)\b[\s\S]*?<\/\1>/g, "");
  const found: string[] = [];
  let paragraph: number | undefined;
  for (const { 1: slash, 2: name = "", index } of text.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (name === "p" && slash === "/") paragraph = undefined;
    else if (slash === "" && BLOCKS.has(name)) {
      if (paragraph !== undefined) found.push(`<${name}> in ${text.slice(paragraph, paragraph + SIGNS)}`);
      paragraph = name === "p" ? index : undefined;
    }
  }
  return found;
}
