/** `traits.ts`: identify, group and alias calls, typed from the plan's user and group properties. */

import { strLit } from "../escape.ts";
import type { ImportExtension, SdkModel, TraitsModel } from "./model.ts";
import { gate, isGated } from "./print-purposes.ts";
import { typeText } from "./property-types.ts";
import { header, importFrom } from "./source-file.ts";

export async function printTraits({ slug, traits }: SdkModel, extension: ImportExtension): Promise<string> {
  const names = [
    { name: "CallOptions", typeOnly: true },
    { name: "sendAlias" },
    { name: "sendGroup" },
    { name: "sendIdentify" },
  ];
  const { body } = await typeText(traits.user);
  const userGate = gate(traits.userPurposes);
  return [
    header(slug) + consentImports(traits, extension) + importFrom("./runtime", names, extension),
    `/** Properties of people. */\nexport interface UserTraits ${body}\n`,
    `/** Says who the person is, and what is known about them. */
export function identify(userId: string, traits?: UserTraits, options?: CallOptions): void {
  sendIdentify(userId, traits, options${userGate === undefined ? "" : `, ${userGate}`});
}
`,
    await printGroups(traits),
    `/** Says that two ids are one person: \`previousId\`, or whoever was known until now, becomes \`userId\`. */
export function alias(userId: string, previousId?: string, options?: CallOptions): void {
  sendAlias(userId, previousId, options);
}
`,
  ].join("\n");
}

async function printGroups({ groups, firstGroup, groupPurposes }: TraitsModel): Promise<string> {
  if (groups === undefined || firstGroup === undefined) {
    return `/** Properties of group types by their name; the plan has none. */
export interface GroupMap {}

/** Says which group the person belongs to. */
export function group(groupId: string, traits?: Record<string, never>, options?: CallOptions): void {
  sendGroup(groupId, traits, options);
}
`;
  }
  const { body } = await typeText(groups);
  return `/** Properties of group types by their name. */
export interface GroupMap ${body}

/** Says which group the person belongs to, and what is known about it. \`options.groupType\` names its type. */
export function group<K extends keyof GroupMap = ${strLit(firstGroup)}>(
  groupId: string,
  traits?: GroupMap[K],
  options?: CallOptions & { readonly groupType?: K },
): void {
  ${groupPurposes.length === 0 ? `sendGroup(groupId, traits, options, options?.groupType ?? ${strLit(firstGroup)});` : gatedGroup(firstGroup)}
}
${groupPurposes.length === 0 ? "" : groupGates(groupPurposes)}`;
}

function consentImports({ userPurposes, groupPurposes }: TraitsModel, extension: ImportExtension): string {
  const isAsked = isGated(userPurposes) || groupPurposes.length > 0;
  return [
    ...(isAsked ? [importFrom("./consent", [{ name: "asking" }], extension)] : []),
    ...(groupPurposes.length > 0 ? [importFrom("./settings", [{ name: "Gate", typeOnly: true }], extension)] : []),
  ].join("");
}

function gatedGroup(firstGroup: string): string {
  return `const groupType: string = options?.groupType ?? ${strLit(firstGroup)};
  sendGroup(groupId, traits, options, groupType, groupGates.get(groupType)?.());`;
}

function groupGates(groups: TraitsModel["groupPurposes"]): string {
  const entries = groups.map(([name, purposes]) => `  [${strLit(name)}, () => ${gate(purposes)}],\n`).join("");
  return `
const groupGates: ReadonlyMap<string, () => Gate> = /* @__PURE__ */ new Map<string, () => Gate>([
${entries}]);
`;
}
