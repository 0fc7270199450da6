/** What the runtime knows of the plan: its version, the traits of people and groups, super properties. */

import type { JvmField, JvmGroup, JvmSdk, JvmTraits } from "../jvm/jvm-model.ts";
import { javadoc, javadocCode, javadocText, javaPurposes, javaString } from "./java-text.ts";
import { boxedOf, parametersOf } from "./java-types.ts";
import { printBuilderInside, printNested } from "./print-object.ts";
import { header } from "./source-file.ts";

/** `Plan.java`: the only source file that names the plan's version and hash. */
export function printPlan({ slug, packageName, version, hash, firstGroup, user, objectable }: JvmSdk): string {
  return `${header(slug)}package ${packageName};

import java.util.List;

/** The published plan this code was generated from; every message carries it. */
final class Plan {
  static final String SLUG = ${javaString(slug)};
  static final int VERSION = ${version};
  static final String HASH = ${javaString(hash)};

  /** The group type of calls that name none, or null. */
  static final String FIRST_GROUP = ${firstGroup === undefined ? "null" : javaString(firstGroup)};

  static final Purposes USER_PURPOSES = ${javaPurposes(user.purposes) ?? "Purposes.NONE"};

  /** Purposes that nobody is asked for: they stand until people object. */
  static final List<String> OBJECTABLE = List.of(${objectable.map(javaString).join(", ")});

  private Plan() {}
}
`;
}

export function printPurposes({ slug, packageName, purposes }: JvmSdk): string {
  const constants = purposes.map(({ constant, purpose }) => `  ${constant}(${javaString(purpose)})`);
  return `${header(slug)}package ${packageName};

/** What events and properties are for, and people have a say in. */
public enum ConsentPurpose implements WireValue {
${constants.join(",\n")};

  private final String wire;

  ConsentPurpose(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
`;
}

export function printUserTraits(sdk: JvmSdk): string {
  return `${header(sdk.slug)}package ${sdk.packageName};

/** Properties of people. */
public final class UserTraits extends Payload {
  private UserTraits(Values values) {
    super(values);
  }

${printMembers(sdk.user, "UserTraits")}}
`;
}

function printMembers(traits: JvmTraits, result: string): string {
  return [printBuilderInside(traits.object, result), ...traits.nested.map(printNested)].join("\n");
}

export function printGroup(group: JvmGroup, sdk: JvmSdk): string {
  const { className } = group;
  const imports = [
    "GroupTraits",
    ...(group.nested.some(({ kind }) => kind === "object") ? ["Payload"] : []),
    "Purposes",
    "Values",
    ...(group.nested.some(({ kind }) => kind !== "object") ? ["WireValue"] : []),
  ];
  return `${header(sdk.slug)}package ${sdk.packageName}.groups;

${imports.map((name) => `import ${sdk.packageName}.${name};\n`).join("")}
/** Properties of groups of the type ${javadocCode(javadocText(group.wireName))}. */
public final class ${className} extends GroupTraits {
  private ${className}(Values values) {
    super(${javaString(group.wireName)}, ${javaPurposes(group.purposes) ?? "new Purposes(null)"}, values);
  }

${printMembers(group, className)}}
`;
}

export function printSuperProperties(sdk: JvmSdk): string {
  const { object, nested } = sdk.superProperties;
  const members = [...object.fields.map(printSuperSetter), ...nested.map(printNested)];
  return `${header(sdk.slug)}package ${sdk.packageName};

${object.fields.length === 0 ? "" : "import java.util.function.Supplier;\n\n"}/** Values for properties of bundles, added to each event that plans them and whose call does not give them. */
public final class SuperProperties extends SuperValues {
${members.join("\n")}}
`;
}

function printSuperSetter({ key, method, type, doc, deprecated }: JvmField): string {
  const head = javadoc(doc, deprecated, "  ");
  const parameters = type.kind === "null" ? [""] : parametersOf(type).map((parameter) => `${parameter} value`);
  const value = type.kind === "null" ? "null" : "value";
  const setters = parameters.map(
    (parameter) => `${head}  public SuperProperties ${method}(${parameter}) {
    setValue(${javaString(key)}, ${value}, ${type.nullable});
    return this;
  }
`,
  );
  const boxed = boxedOf(type);
  const supplied = boxed.startsWith("?") ? boxed : `? extends ${boxed}`;
  return `${setters.join("\n")}
  /** The same, asked at every event. */
${deprecated === undefined ? "" : "  @Deprecated\n"}  public SuperProperties ${method}From(Supplier<${supplied}> value) {
    setSupplier(${javaString(key)}, value, ${type.nullable});
    return this;
  }
`;
}
