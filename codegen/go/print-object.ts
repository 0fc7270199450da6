/** The function that begins an object, and the types it goes through until nothing that is required is missing. */

import { type GoField, type GoNested, type GoObject, itemName } from "./go-model.ts";
import { goCode, goDoc, goLine, goScalar, goString } from "./go-text.ts";
import { stepsOf } from "./steps.ts";

/** Where setters of a property stand, and what they lead to. */
interface Setter {
  readonly receiver: string;
  readonly result: string;
}

/** A parameter list, and the value that is sent. */
export function parameterOf({ type }: GoField): { readonly parameters: string; readonly value: string } {
  if (type.item !== undefined) return { parameters: `values ...${itemName(type.item)}`, value: "values" };
  return { parameters: `value ${type.name}`, value: "value" };
}

function introduced(field: GoField, name: string): string[] {
  return [`${name} is ${goCode(goLine(field.key))}.`, ...field.doc];
}

function method(name: string, parameters: string, { receiver, result }: Setter, made: string): string {
  return `func (o ${receiver}) ${name}(${parameters}) ${result} {\n\treturn ${result}{o.fields.${made}}\n}\n`;
}

/** Every way to give a property, or to leave it out. */
export function printSetters(field: GoField, setter: Setter): string {
  const { slot, key, method: name, type, mayBeLeft, deprecated } = field;
  const place = `${slot}, ${goString(key)}`;
  const found: string[] = [];
  if (type.name !== undefined) {
    const { parameters, value } = parameterOf(field);
    const doc = goDoc(introduced(field, name), deprecated);
    found.push(doc + method(name, parameters, setter, `Set(${place}, ${value})`));
  }
  if (type.nullable && type.name !== "any") {
    const lines =
      type.name === undefined ? introduced(field, `${name}Null`) : [`${name}Null is ${name}, without a value.`];
    found.push(goDoc(lines, deprecated) + method(`${name}Null`, "", setter, `Set(${place}, nil)`));
  }
  if (mayBeLeft) {
    const lines = [`Without${name} leaves ${name} out.`];
    found.push(goDoc(lines, deprecated) + method(`Without${name}`, "", setter, `Leave(${place})`));
  }
  return found.join("\n");
}

export interface Printed {
  /** The function, and the beginning of all names. */
  readonly owner: string;
  /** The type of what is complete. */
  readonly result: string;
  readonly doc: readonly string[];
  readonly deprecated?: string;
  /** What the complete one is to the runtime. */
  readonly member: string;
}

/** The type after the function: the first step, or what is complete already. */
export function firstType(object: GoObject, { owner, result }: Pick<Printed, "owner" | "result">): string {
  return stepsOf(object, owner)[0]?.type ?? result;
}

export function printObject(object: GoObject, printed: Printed): string {
  const { owner, result, doc, deprecated, member } = printed;
  const steps = stepsOf(object, owner);
  const presets = object.presets.map(({ slot, key, expression }) => `.Set(${slot}, ${goString(key)}, ${expression})`);
  const first = firstType(object, printed);
  const parts = [
    `${goDoc(doc, deprecated)}func ${owner}() ${first} {\n\treturn ${first}{wire.Begin()${presets.join("")}}\n}\n`,
    ...steps.flatMap(({ field, type }, at) => [
      `${goDoc([`${type} asks for ${field.method}.`])}type ${type} struct{ fields wire.Fields }\n`,
      printSetters(field, { receiver: type, result: steps[at + 1]?.type ?? result }),
    ]),
    `${goDoc([`${result} lacks nothing; what is optional is given in any order.`])}type ${result} struct{ fields wire.Fields }\n`,
    member,
    ...object.fields
      .filter((field) => !field.required)
      .map((field) => printSetters(field, { receiver: result, result })),
    ...(object.open ? [printWith(result)] : []),
  ];
  return parts.join("\n");
}

function printWith(result: string): string {
  const doc = goDoc([
    "With gives a property that the plan does not name; what was given for one that it names stands.",
  ]);
  return doc + method("With", "key string, value any", { receiver: result, result }, "With(key, value)");
}

export function printNested(nested: GoNested): string {
  switch (nested.kind) {
    case "enum":
      return printEnum(nested);
    case "object":
      return printObject(nested.object, {
        owner: nested.name,
        result: `${nested.name}_Object`,
        doc: [`${nested.name} begins a value of that type.`],
        member: fieldsMember(`${nested.name}_Object`),
      });
    case "union":
      return printUnion(nested);
  }
}

function fieldsMember(type: string): string {
  return `// GabaritFields is for the package itself.\nfunc (o ${type}) GabaritFields() wire.Fields {\n\treturn o.fields\n}\n`;
}

function printEnum({ name, type, constants }: Extract<GoNested, { kind: "enum" }>): string {
  const lines = constants.map((constant) => `const ${constant.name} ${name} = ${bare(constant.value)}\n`);
  return `// ${name} is one of the values that the plan lists.\ntype ${name} ${type}\n\n${lines.join("\n")}`;
}

function bare(value: string | number | boolean): string {
  return typeof value === "number" ? String(value) : goScalar(value);
}

function printUnion({ name, members }: Extract<GoNested, { kind: "union" }>): string {
  const type = `// ${name} is a value of one of several types.
type ${name} struct{ value wire.Value }

// GabaritValue is for the package itself.
func (v ${name}) GabaritValue() wire.Value {
	return v.value
}
`;
  const functions = members.map(
    (member) => `// ${member.name} is a value of that type.
func ${member.name}(value ${itemName(member.type)}) ${name} {
	return ${name}{wire.ValueOf(value)}
}
`,
  );
  return [type, ...functions].join("\n");
}
