/** What the runtime knows of the plan: its version, the traits of people and groups, super properties. */

import type { JvmGroup, JvmSdk } from "../jvm/jvm-model.ts";
import { sourceFile } from "./kotlin-file.ts";
import { inCode } from "./kotlin-names.ts";
import { kdocCode, kdocText, kotlinJson, kotlinString } from "./kotlin-text.ts";
import { purposesJson } from "./print-event.ts";
import { printClass, printNested, printSuppliers } from "./print-object.ts";

/** `PlanInfo.kt`: the only source file that names the plan's version and hash. */
export function printPlan(sdk: JvmSdk): string {
  const { slug, version, hash, firstGroup, user, objectable } = sdk;
  return sourceFile(
    sdk,
    "",
    `/** The published plan this code was generated from; every message carries it. */
internal object PlanInfo {
    const val SLUG: String = ${kotlinString(slug)}
    const val VERSION: Int = ${version}
    const val HASH: String = ${kotlinString(hash)}

    /** The group type of calls that name none, or null. */
    val FIRST_GROUP: String? = ${firstGroup === undefined ? "null" : kotlinString(firstGroup)}

    val USER_PURPOSES: Purposes = ${purposesOf(user.purposes)}

    /** Purposes that nobody is asked for: they stand until people object. */
    val OBJECTABLE: List<String> = listOf(${objectable.map(kotlinString).join(", ")})
}
`,
  );
}

function purposesOf(purposes: JvmGroup["purposes"]): string {
  const json = purposesJson(purposes);
  return Object.keys(json).length === 0 ? "Purposes.NONE" : `Purposes.read(${kotlinJson(json)})`;
}

export function printPurposes(sdk: JvmSdk): string {
  const constants = sdk.purposes.map(({ constant, purpose }) => `    ${inCode(constant)}(${kotlinString(purpose)}),\n`);
  return sourceFile(
    sdk,
    "",
    `/** What events and properties are for, and people have a say in. */
public enum class ConsentPurpose(override val wire: String) : WireValue {
${constants.join("")}}
`,
  );
}

export function printUserTraits(sdk: JvmSdk): string {
  const { object, nested } = sdk.user;
  const code = printClass(object, {
    head: "public class UserTraits",
    base: (values) => `Payload(${values})`,
    doc: ["Properties of people."],
    members: nested.map(printNested),
  });
  return sourceFile(sdk, "", code);
}

export function printGroup(group: JvmGroup, sdk: JvmSdk): string {
  const purposes = `private companion object {\n    val PURPOSES = ${purposesOf(group.purposes)}\n}\n`;
  const code = printClass(group.object, {
    head: `public class ${inCode(group.className)}`,
    base: (values) => `GroupTraits(${kotlinString(group.wireName)}, PURPOSES, ${values})`,
    doc: [`Properties of groups of the type ${kdocCode(kdocText(group.wireName))}.`],
    members: [...group.nested.map(printNested), purposes],
  });
  return sourceFile(sdk, "groups", code);
}

export function printSuperProperties(sdk: JvmSdk): string {
  const { object, nested } = sdk.superProperties;
  const code = printSuppliers(object, {
    head: "public class SuperProperties",
    base: (values) => `SuperValues(${values})`,
    doc: [
      "Functions that give values of properties of bundles. Asked at every event that plans them and whose call does not give them.",
    ],
    members: nested.map(printNested),
  });
  return sourceFile(sdk, "", code);
}
