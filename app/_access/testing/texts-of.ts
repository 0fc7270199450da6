/** What a page would say, read without rendering it. */

/** Every text of a tree of elements: names of components, children and other properties, called or not. */
export function textsOf(part: unknown, seen = new Set<unknown>()): string {
  if (typeof part === "string" || typeof part === "number") return `${part}\n`;
  if (typeof part !== "object" || part === null || seen.has(part)) return "";
  seen.add(part);
  const name = "type" in part && typeof part.type === "function" ? `<${part.type.name}>\n` : "";
  return (
    name +
    Object.values(part)
      .map((inside) => textsOf(inside, seen))
      .join("")
  );
}
