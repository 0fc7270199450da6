/** What the runtime knows of the plan: its version, purposes, the traits of people and groups, super properties. */

import { type GoField, type GoGroup, type GoSdk, type GoTraits, itemName } from "./go-model.ts";
import { goCode, goDoc, goLine, goPurposes, goString } from "./go-text.ts";
import { parameterOf, printNested, printSetters } from "./print-object.ts";
import { header } from "./source-file.ts";

/** `plan.go`: the only source file that names the plan's version and hash. */
export function printPlan({ slug, module, packageName, version, hash, firstGroup, user }: GoSdk): string {
  return `${header(slug)}package ${packageName}

import "${module}/internal/wire"

// The published plan this code was generated from; every message carries it.
const planSlug = ${goString(slug)}
const planVersion = ${version}
const planHash = ${goString(hash)}

// The group type of calls that name none, if there is one.
const firstGroup = ${goString(firstGroup ?? "")}

var userPurposes = ${goPurposes(user.purposes) ?? "wire.Purposes{}"}
`;
}

export function printPurposes({ slug, packageName, purposes, objectable }: GoSdk): string {
  const constants = purposes.map(({ name, purpose }) => `const ${name} ConsentPurpose = ${goString(purpose)}\n\n`);
  return `${header(slug)}package ${packageName}

// ConsentPurpose is what events and properties are for, and people have a say in.
type ConsentPurpose string

${constants.join("")}var purposes = []ConsentPurpose{${purposes.map(({ name }) => name).join(", ")}}

// Nobody is asked for these: they stand until people object.
var objectable = []string{${objectable.map(goString).join(", ")}}
`;
}

function printTraits({ name, object, nested }: GoTraits, doc: readonly string[], member: string): string {
  const setters = object.fields.map((field) => printSetters(field, { receiver: name, result: name }));
  const type = `${goDoc(doc)}type ${name} struct{ fields wire.Fields }\n`;
  return [type, ...(member === "" ? [] : [member]), ...setters, ...nested.map(printNested)].join("\n");
}

export function printUserTraits({ slug, packageName, module, user }: GoSdk): string {
  return `${header(slug)}package ${packageName}

import "${module}/internal/wire"

${printTraits(user, ["UserTraits are properties of people; the empty value has none."], "")}`;
}

export function printGroup(group: GoGroup, { slug, module }: GoSdk): string {
  const doc = [
    `${group.name} holds properties of groups of the type ${goCode(goLine(group.wireName))}; the empty value has none.`,
  ];
  const member = `// GabaritTraits is for the package itself.
func (o ${group.name}) GabaritTraits() (string, wire.Purposes, wire.Fields) {
	return ${goString(group.wireName)}, ${goPurposes(group.purposes) ?? "wire.Purposes{}"}, o.fields
}
`;
  return `${header(slug)}package groups

import "${module}/internal/wire"

${printTraits(group, doc, member)}`;
}

export function printSuperProperties({ slug, packageName, module, superProperties }: GoSdk): string {
  const { object, nested } = superProperties;
  const parts = [
    `// SuperProperties are values for properties of bundles, added to each event that plans them and whose call does not give them.
type SuperProperties struct{ values wire.SuperValues }
`,
    ...object.fields.map(printSuperSetters),
    ...nested.map(printNested),
  ];
  return `${header(slug)}package ${packageName}

import "${module}/internal/wire"

${parts.join("\n")}`;
}

function superMethod(name: string, parameters: string, made: string): string {
  return `func (s SuperProperties) ${name}(${parameters}) SuperProperties {\n\treturn SuperProperties{s.values.${made}}\n}\n`;
}

function printSuperSetters(field: GoField): string {
  const { key, method, type, doc, deprecated } = field;
  const head = [`${method} is ${goCode(goLine(key))}.`, ...doc];
  const found: string[] = [];
  if (type.name !== undefined) {
    const { parameters, value } = parameterOf(field);
    found.push(goDoc(head, deprecated) + superMethod(method, parameters, `SetValue(${goString(key)}, ${value})`));
  }
  if (type.nullable && type.name !== "any") {
    const lines = type.name === undefined ? [`${method}Null is ${goCode(goLine(key))}.`, ...doc] : nullLines(method);
    found.push(goDoc(lines, deprecated) + superMethod(`${method}Null`, "", `SetValue(${goString(key)}, nil)`));
  }
  return [...found, ...(type.name === undefined ? [] : [printAsked(field)])].join("\n");
}

function nullLines(method: string): string[] {
  return [`${method}Null is ${method}, without a value.`];
}

function printAsked({ key, method, type, deprecated }: GoField): string {
  const doc = goDoc([`${method}Func is ${method}, asked for at every event.`], deprecated);
  return `${doc}func (s SuperProperties) ${method}Func(value func() ${itemName(type)}) SuperProperties {
	if value == nil {
		return s
	}
	return SuperProperties{s.values.Set(${goString(key)}, func() any { return value() })}
}
`;
}
