/** The class of one event: one class, or a sealed one with a class for each variant. */

import type { JvmEvent, JvmSdk } from "../jvm/jvm-model.ts";
import { purposeLine } from "../model/purposes.ts";
import { sourceFile } from "./kotlin-file.ts";
import { inCode } from "./kotlin-names.ts";
import { indented, kdoc, kdocCode, kdocText, kotlinJson, kotlinString, plainText } from "./kotlin-text.ts";
import { printClass, printNested } from "./print-object.ts";

export function printEvent(event: JvmEvent, sdk: JvmSdk): string {
  const [only, ...others] = event.shapes;
  const mark = deprecation(event, sdk);
  const className = inCode(event.className);
  const members = [...event.nested.map(printNested), printMeta(event)];
  const isSingle = only !== undefined && others.length === 0;
  const code = isSingle
    ? printClass(only.object, {
        head: `${mark}public class ${className}`,
        base: (values) => `Event(META, ${values})`,
        doc: eventDoc(event),
        members,
      })
    : printSealed(event, mark, members);
  return sourceFile(sdk, "events", code, mark !== "");
}

/** Former names stay as classes of their own: whatever was written against them goes on compiling. */
export function printAlias(alias: string, event: JvmEvent, sdk: JvmSdk): string {
  const { className } = event;
  return printEvent(
    { ...event, className: alias, deprecated: `Renamed: use ${kdocCode(className)}.`, replacement: className },
    sdk,
  );
}

function printSealed(event: JvmEvent, mark: string, members: readonly string[]): string {
  const className = inCode(event.className);
  const shapes = event.shapes.map(({ name = "", object }) =>
    printClass(object, {
      head: `public class ${inCode(name)}`,
      base: (values) => `${className}(${values})`,
      doc: [],
    }),
  );
  const head = `${mark}public sealed class ${className} private constructor(given: Fields) : Event(META, given)`;
  return `${kdoc(eventDoc(event))}${head} {\n${[...shapes, ...members].map(indented).join("\n")}}\n`;
}

function eventDoc(event: JvmEvent): string[] {
  return [
    `The ${event.callType} event ${kdocCode(kdocText(event.wireName))}.`,
    ...(event.doc.length === 0 ? [] : ["", ...event.doc]),
    ...(event.ingestOnly.length === 0
      ? []
      : ["", `Checked at ingest only: ${event.ingestOnly.map(kdocText).join(", ")}.`]),
    ...purposeLine(event.purposes, (purpose) => kdocCode(kdocText(purpose))).flatMap((line) => ["", line]),
    "",
    `Plan event ${event.id}, version ${event.version}.`,
  ];
}

/** An annotation takes one constant, whose size has an end. */
const MAX_MESSAGE = 10_000;

function deprecation({ deprecated, replacement }: JvmEvent, { packageName }: JvmSdk): string {
  if (deprecated === undefined) return "";
  const message = kotlinString(plainText(deprecated).slice(0, MAX_MESSAGE) || "See the plan.");
  if (replacement === undefined) return `@Deprecated(${message})\n`;
  const name = inCode(replacement);
  return `@Deprecated(${message}, ReplaceWith(${kotlinString(name)}, ${kotlinString(`${packageName}.events.${name}`)}))\n`;
}

function printMeta(event: JvmEvent): string {
  const { fixed, superKeys, purposes } = event;
  const about = {
    ...(Object.keys(fixed).length === 0 ? {} : { fixed }),
    ...(superKeys.length === 0 ? {} : { superKeys }),
    ...purposesJson(purposes),
  };
  const given = [event.callType, event.wireName, event.id].map(kotlinString).join(", ");
  return `private companion object {
    val META = Meta(
        ${given}, ${event.version},
        about = ${kotlinJson(about)},
        spec = ${kotlinJson(event.spec)},
    )
}
`;
}

/** Without what says nothing. */
export function purposesJson({ call, keys }: JvmEvent["purposes"]): object {
  return {
    ...(call === undefined ? {} : { call }),
    ...(keys.length === 0 ? {} : { keys: Object.fromEntries(keys) }),
  };
}
