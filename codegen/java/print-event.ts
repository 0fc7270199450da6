/** The class of one event, and the classes that carry its former names. */

import type { JvmEvent, JvmSdk } from "../jvm/jvm-model.ts";
import { purposeLine } from "../model/purposes.ts";
import { javadoc, javadocCode, javadocText, javaPurposes, javaScalar, javaString } from "./java-text.ts";
import { printBuilderInside, printNested } from "./print-object.ts";
import { header } from "./source-file.ts";
import { stepsOf } from "./steps.ts";

export function printEvent(event: JvmEvent, sdk: JvmSdk): string {
  const { className } = event;
  const doc = javadoc(eventDoc(event), event.deprecated, "");
  const members = [
    `  private static final Meta META =\n      ${printMeta(event)};\n`,
    `  private ${className}(Values values) {\n    super(META, values);\n  }\n`,
    ...event.shapes.map(({ name, object }) =>
      name === undefined ? printBuilderInside(object, className) : printShape(name, object, className),
    ),
    ...event.nested.map(printNested),
  ];
  return `${header(sdk.slug)}package ${sdk.packageName}.events;

${importsOf(event, sdk.packageName)}
${doc}public final class ${className} extends Event {
${members.join("\n")}}
`;
}

function eventDoc(event: JvmEvent): string[] {
  return [
    `The ${event.callType} event ${javadocCode(javadocText(event.wireName))}.`,
    ...(event.doc.length === 0 ? [] : ["", ...event.doc.map((line) => (line === "" ? "" : `<p>${line}`))]),
    ...(event.ingestOnly.length === 0
      ? []
      : ["", `<p>Checked at ingest only: ${event.ingestOnly.map(javadocText).join(", ")}.`]),
    ...purposeLine(event.purposes, (purpose) => javadocCode(javadocText(purpose))).flatMap((line) => [
      "",
      `<p>${line}`,
    ]),
    "",
    `<p>Plan event ${event.id}, version ${event.version}.`,
  ];
}

function importsOf({ nested, purposes }: JvmEvent, packageName: string): string {
  const names = [
    "Event",
    ...(nested.some(({ kind }) => kind === "object") ? ["Payload"] : []),
    ...(javaPurposes(purposes) === undefined ? [] : ["Purposes"]),
    "Values",
    ...(nested.some(({ kind }) => kind !== "object") ? ["WireValue"] : []),
  ];
  return names.map((name) => `import ${packageName}.${name};\n`).join("");
}

function printMeta(event: JvmEvent): string {
  const given = [event.callType, event.wireName, event.id].map(javaString).join(", ");
  const fixed = Object.entries(event.fixed).map(
    ([key, value]) => `\n              ${javaString(key)}, ${javaScalar(value)}`,
  );
  const keys = event.superKeys.map(javaString).join(", ");
  const purposes = javaPurposes(event.purposes);
  return [
    `new Meta(${given}, ${event.version})`,
    ...(fixed.length === 0 ? [] : [`\n          .fixed(${fixed.join(",")})`]),
    ...(keys === "" ? [] : [`\n          .superKeys(${keys})`]),
    ...(purposes === undefined ? [] : [`\n          .purposes(${purposes})`]),
    `\n          .spec(${javaString(JSON.stringify(event.spec))})`,
  ].join("");
}

function printShape(name: string, object: JvmEvent["shapes"][number]["object"], className: string): string {
  return `  public static final class ${name} {
    private ${name}() {}

${printBuilderInside(object, className, 2)}  }
`;
}

/** A class may not be another's second name: the old one begins the new one. */
export function printAlias(alias: string, event: JvmEvent, sdk: JvmSdk): string {
  const { className, shapes } = event;
  const starts = shapes.map(({ name, object }) => {
    const owner = name === undefined ? className : `${className}.${name}`;
    const [first] = stepsOf(object);
    const begins = `  public static ${owner}.${first?.step ?? "Builder"} builder() {\n    return ${owner}.builder();\n  }\n`;
    return name === undefined
      ? begins
      : `  public static final class ${name} {\n    private ${name}() {}\n\n${begins.replace(/^(?=.)/gm, "  ")}  }\n`;
  });
  return `${header(sdk.slug)}package ${sdk.packageName}.events;

/**
 * The former name of {@link ${className}}.
 *
 * @deprecated Renamed: use {@link ${className}}.
 */
@Deprecated
public final class ${alias} {
  private ${alias}() {}

${starts.join("\n")}}
`;
}
