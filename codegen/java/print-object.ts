/** The builder of an object, whose required properties are steps: forgetting one does not compile. */

import type { JvmField, JvmNested, JvmObject, JvmType } from "../jvm/jvm-model.ts";
import { javadoc, javaScalar, javaString } from "./java-text.ts";
import { parametersOf } from "./java-types.ts";
import { stepsOf } from "./steps.ts";

const IN = "  ";

function indented(text: string, depth: number): string {
  const margin = IN.repeat(depth);
  return text.replace(/^(?=.)/gm, margin);
}

/** Parameter lists of a setter: one per overload. */
function listsOf(type: JvmType): string[] {
  return type.kind === "null" ? [""] : parametersOf(type).map((parameter) => `${parameter} value`);
}

/** Steps, `builder()` and the builder itself, for the inside of the class `result` or of one of its shapes. */
export function printBuilder(object: JvmObject, result: string): string {
  const steps = stepsOf(object);
  const names = steps.map(({ step }) => step);
  const parts = [
    ...steps.map(({ field, step }, at) => printStep(field, step, names[at + 1] ?? "Builder")),
    `/** Begins: each required property in turn, then any other, then \`build()\`. */
public static ${names[0] ?? "Builder"} builder() {
  return new Builder();
}
`,
    printBuilderClass(object, names, result),
  ];
  return parts.join("\n");
}

function printStep(field: JvmField, step: string, next: string): string {
  const doc = javadoc(field.doc, field.deprecated, IN);
  const setters = listsOf(field.type).map((parameters) => `${doc}${IN}${next} ${field.method}(${parameters});\n`);
  const without = field.without === undefined ? "" : `\n${IN}/** Leaves it out. */\n${IN}${next} ${field.without}();\n`;
  return `/** \`${field.method}\` comes next. */\npublic interface ${step} {\n${setters.join("\n")}${without}}\n`;
}

function printBuilderClass(object: JvmObject, steps: readonly string[], result: string): string {
  const implemented = steps.length === 0 ? "" : `\n    implements ${steps.join(", ")}`;
  const presets = object.presets.map(({ slot, value }) =>
    value === null ? `    values.setNullable(${slot}, null);\n` : `    values.set(${slot}, ${javaScalar(value)});\n`,
  );
  const members = [
    `  private final Values values = new Values(${object.keys.map(javaString).join(", ")});\n`,
    presets.length === 0 ? "  private Builder() {}\n" : `  private Builder() {\n${presets.join("")}  }\n`,
    ...object.fields.map(printSetters),
    ...(object.open ? [OTHER] : []),
    `  /** Copies what was given; the builder may go on. */\n  public ${result} build() {\n    return new ${result}(values);\n  }\n`,
  ];
  return `/** What is required was asked for first; the rest is given in any order. */
public static final class Builder${implemented} {
${members.join("\n")}}
`;
}

const OTHER = `  /** A property that the plan does not name; what was given for one that it names stands. */
  public Builder with(String key, Object value) {
    values.add(key, value);
    return this;
  }
`;

function printSetters(field: JvmField): string {
  const { slot, type, method, required, without } = field;
  const set = type.nullable ? "setNullable" : "set";
  const value = type.kind === "null" ? "null" : "value";
  const head = required ? `${IN}@Override\n${deprecatedMark(field)}` : javadoc(field.doc, field.deprecated, IN);
  const setters = listsOf(type).map(
    (parameters) => `${head}${IN}public Builder ${method}(${parameters}) {
    values.${set}(${slot}, ${value});
    return this;
  }
`,
  );
  const omitted =
    without === undefined
      ? ""
      : `\n${IN}@Override
${IN}public Builder ${without}() {
    values.set(${slot}, null);
    return this;
  }
`;
  return setters.join("\n") + omitted;
}

function deprecatedMark({ deprecated }: JvmField): string {
  return deprecated === undefined ? "" : `${IN}@Deprecated\n`;
}

/** A nested type, indented for the inside of its class. */
export function printNested(nested: JvmNested): string {
  switch (nested.kind) {
    case "enum":
      return indented(printEnum(nested), 1);
    case "object":
      return indented(printNestedObject(nested), 1);
    case "union":
      return indented(printUnion(nested), 1);
  }
}

function printEnum({ name, constants }: Extract<JvmNested, { kind: "enum" }>): string {
  const lines = constants.map((constant) => `  ${constant.name}(${javaScalar(constant.value)})`);
  return `public enum ${name} implements WireValue {
${lines.join(",\n")};

  private final Object wire;

  ${name}(Object wire) {
    this.wire = wire;
  }

  @Override
  public Object wire() {
    return wire;
  }
}
`;
}

function printNestedObject({ name, object }: Extract<JvmNested, { kind: "object" }>): string {
  return `public static final class ${name} extends Payload {
  private ${name}(Values values) {
    super(values);
  }

${indented(printBuilder(object, name), 1)}}
`;
}

function printUnion({ name, members }: Extract<JvmNested, { kind: "union" }>): string {
  const factories = members.flatMap(({ method, type }) =>
    parametersOf(type).map(
      (parameter) => `  public static ${name} ${method}(${parameter} value) {
    return new ${name}(value);
  }
`,
    ),
  );
  return `/** One of several types. */
public static final class ${name} implements WireValue {
  private final Object wire;

  private ${name}(Object wire) {
    this.wire = wire;
  }

${factories.join("\n")}
  @Override
  public Object wire() {
    return wire;
  }
}
`;
}

/** A builder indented for the inside of a class. */
export function printBuilderInside(object: JvmObject, result: string, depth = 1): string {
  return indented(printBuilder(object, result), depth);
}
