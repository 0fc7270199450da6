/** Names of nested properties in a spreadsheet: `address.city`, `lines[].sku`, `lines.$.sku`; `\.` is a dot that belongs to a name. */

import type { FileProperty, FileType, FileTypeFields } from "../plan-file/file-schema.ts";

interface PathStep {
  readonly name: string;
  /** The step goes into the items of a list. */
  readonly items: boolean;
}

function parsePath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  let name = "";
  let items = false;
  const end = (): void => {
    if (name === "$" && steps.length > 0) steps[steps.length - 1] = { name: steps.at(-1)?.name ?? "", items: true };
    else steps.push({ name, items });
    name = "";
    items = false;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\" && /[\\.[]/.test(text[at + 1] ?? "")) {
      name += text[at + 1];
      at++;
    } else if (character === ".") end();
    else if (character === "[" && text[at + 1] === "]" && (text[at + 2] === "." || at + 2 === text.length)) {
      items = true;
      at++;
    } else name += character;
  }
  end();
  return steps;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type MutableProperty = Mutable<FileProperty>;

/** The list a child of `property` goes into: its own properties, or those of its items; undefined when it holds none. */
function childList(property: MutableProperty, items: boolean): FileProperty[] | undefined {
  if (property.type === "any") property.type = items ? "array" : "object";
  if (property.type === "object") {
    property.properties ??= [];
    return property.properties as FileProperty[];
  }
  if (property.type !== "array") return undefined;
  const current: FileType = property.items ?? "object";
  const fields: Mutable<FileTypeFields> =
    typeof current === "string" ? { type: current } : (current as Mutable<FileTypeFields>);
  if (fields.type !== "object" && fields.type !== "any") return undefined;
  fields.type = "object";
  fields.properties ??= [];
  property.items = fields;
  return fields.properties as FileProperty[];
}

/** The list that the last step belongs to, and its name; lists and objects that the path implies are made. */
export function placeOf(
  root: FileProperty[],
  text: string,
): { readonly list: FileProperty[]; readonly name: string; readonly items: boolean } | undefined {
  const steps = parsePath(text);
  let list = root;
  for (const [index, step] of steps.entries()) {
    if (index === steps.length - 1) return { list, name: step.name, items: step.items };
    let parent = list.find((property) => property.name === step.name) as MutableProperty | undefined;
    if (parent === undefined && !step.items) {
      // No such object: the dots belong to the name.
      const rest = steps.slice(index).map(({ name, items }) => `${name}${items ? "[]" : ""}`);
      return { list, name: rest.join("."), items: false };
    }
    if (parent === undefined) {
      parent = { name: step.name, type: "array" } as MutableProperty;
      list.push(parent as FileProperty);
    }
    const inner = childList(parent, step.items);
    if (inner === undefined) return undefined;
    list = inner;
  }
  return undefined;
}
