/**
 * `specs/`: one module per event with its compact spec, and `all-specs.ts` that names them all. Nothing imports them but
 * `development.ts` and applications that validate.
 */

import { commentText, docComment, jsonLit, valueKey } from "../escape.ts";
import type { Spec } from "../spec/spec.ts";
import type { EventModel, SdkModel } from "./model.ts";
import { constantStatement, type SourceModule } from "./source-module.ts";

const ONE = new Set(["not", "items", "contains", "propertyNames"]);
const SEVERAL = new Set(["anyOf", "oneOf", "allOf", "if"]);

/** The function in `formats.ts` that checks a format. */
function formatName(format: unknown): string {
  return String(format).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The spec as an expression; formats are the functions that check them, so that a bundle has those it needs. */
class SpecPrinter {
  readonly formats = new Set<string>();
  readonly #local: (name: string) => string;

  constructor(local: (name: string) => string) {
    this.#local = local;
  }

  print(spec: Spec): string {
    return `[${spec.map((part, at) => (at % 2 === 0 ? jsonLit(part) : this.#argument(String(spec[at - 1]), part))).join(", ")}]`;
  }

  #argument(keyword: string, given: unknown): string {
    if (keyword === "format") {
      this.formats.add(formatName(given));
      return this.#local(formatName(given));
    }
    if (ONE.has(keyword)) return this.print(given as Spec);
    if (SEVERAL.has(keyword)) return `[${(given as readonly Spec[]).map((spec) => this.print(spec)).join(", ")}]`;
    return keyword === "properties"
      ? this.#members(given as readonly [Readonly<Record<string, Spec>>, (Spec | false)?])
      : jsonLit(given);
  }

  #members([members, ...rest]: readonly [Readonly<Record<string, Spec>>, (Spec | false)?]): string {
    const printed = Object.entries(members).map(([key, spec]) => `${valueKey(key)}: ${this.print(spec)}`);
    const object = printed.length === 0 ? "{}" : `{ ${printed.join(", ")} }`;
    return `[${[object, ...rest.map((spec) => (spec ? this.print(spec) : "false"))].join(", ")}]`;
  }
}

function specPath({ module }: EventModel): string {
  return module.replace(/^events\//, "specs/");
}

function specOf(event: EventModel): SourceModule {
  // An event may be called as what its module imports.
  const local = (name: string): string => (name === event.name ? `${name}_` : name);
  const renamed = (name: string): string => (name === event.name ? `${name} as ${local(name)}` : name);
  const printer = new SpecPrinter(local);
  const body = printer.print(event.spec);
  const formats = [...printer.formats].sort().map((name) => ({ name: renamed(name) }));
  return {
    path: specPath(event),
    imports: [
      ...(formats.length === 0 ? [] : [{ path: "formats", names: formats }]),
      { path: "validate", names: [{ name: renamed("EventSpec"), typeOnly: true }] },
    ],
    reExports: [],
    statements: [
      constantStatement({
        doc: docComment([
          `What a call of the ${event.callType} event \`${commentText(event.wireName)}\` is checked by, see \`validate.ts\`.`,
          ...event.ingestOnly.map((text) => `Checked at ingest only: ${commentText(text)}.`),
        ]),
        name: event.name,
        type: local("EventSpec"),
        value: `{
  event: ${jsonLit(event.id)},
  spec: ${body},
}`,
      }),
    ],
  };
}

/** One of each event, and the one that names them all. */
export function specModules({ events }: SdkModel): SourceModule[] {
  const links = events.map((event) => ({ path: specPath(event), names: [{ name: event.name }] }));
  const none = { source: "export {};\n", code: "export {};\n", declaration: "export {};\n" };
  const all = { path: "all-specs", imports: [], reExports: links, statements: links.length === 0 ? [none] : [] };
  return [...events.map(specOf), all];
}
