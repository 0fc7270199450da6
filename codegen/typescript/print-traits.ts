/** `traits`: identify, group and alias calls, typed from the plan's user and group properties. */

import { docComment, strLit } from "../escape.ts";
import type { SdkModel, TraitsModel } from "./model.ts";
import { gate, isGated } from "./print-purposes.ts";
import { typeText } from "./property-types.ts";
import {
  constantStatement,
  functionStatement,
  type Link,
  type SourceModule,
  type Statement,
  typeStatement,
} from "./source-module.ts";

export async function traitsModule({ traits }: SdkModel): Promise<SourceModule> {
  const names = [
    { name: "CallOptions", typeOnly: true },
    { name: "sendAlias" },
    { name: "sendGroup" },
    { name: "sendIdentify" },
  ];
  const { body } = await typeText(traits.user);
  const userGate = gate(traits.userPurposes);
  return {
    path: "traits",
    imports: [...consentLinks(traits), { path: "runtime", names }],
    reExports: [],
    statements: [
      typeStatement(docComment(["Properties of people."]), `interface UserTraits ${body}`),
      functionStatement({
        doc: docComment(["Says who the person is, and what is known about them."]),
        name: "identify",
        signature: "(userId: string, traits?: UserTraits, options?: CallOptions)",
        parameters: "userId, traits, options",
        body: `  sendIdentify(userId, traits, options${userGate === undefined ? "" : `, ${userGate}`});`,
      }),
      ...(await groupStatements(traits)),
      functionStatement({
        doc: docComment([
          "Says that two ids are one person: `previousId`, or whoever was known until now, becomes `userId`.",
        ]),
        name: "alias",
        signature: "(userId: string, previousId?: string, options?: CallOptions)",
        parameters: "userId, previousId, options",
        body: "  sendAlias(userId, previousId, options);",
      }),
    ],
  };
}

async function groupStatements(traits: TraitsModel): Promise<Statement[]> {
  const { groups, firstGroup, groupPurposes } = traits;
  if (groups === undefined || firstGroup === undefined) return NO_GROUPS;
  const { body } = await typeText(groups);
  const first = strLit(firstGroup);
  return [
    typeStatement(docComment(["Properties of group types by their name."]), `interface GroupMap ${body}`),
    functionStatement({
      doc: docComment([
        "Says which group the person belongs to, and what is known about it. `options.groupType` names its type.",
      ]),
      name: "group",
      signature: `<K extends keyof GroupMap = ${first}>(
  groupId: string,
  traits?: GroupMap[K],
  options?: CallOptions & { readonly groupType?: K },
)`,
      parameters: "groupId, traits, options",
      body:
        groupPurposes.length === 0
          ? `  sendGroup(groupId, traits, options, options?.groupType ?? ${first});`
          : `  const groupType = options?.groupType ?? ${first};
  sendGroup(groupId, traits, options, groupType, groupGates.get(groupType)?.());`,
    }),
    ...(groupPurposes.length === 0 ? [] : [groupGates(groupPurposes)]),
  ];
}

const NO_GROUPS: Statement[] = [
  typeStatement(docComment(["Properties of group types by their name; the plan has none."]), "interface GroupMap {}"),
  functionStatement({
    doc: docComment(["Says which group the person belongs to."]),
    name: "group",
    signature: "(groupId: string, traits?: Record<string, never>, options?: CallOptions)",
    parameters: "groupId, traits, options",
    body: "  sendGroup(groupId, traits, options);",
  }),
];

function groupGates(groups: TraitsModel["groupPurposes"]): Statement {
  const entries = groups.map(([name, purposes]) => `  [${strLit(name)}, () => ${gate(purposes)}],\n`).join("");
  return constantStatement({
    name: "groupGates",
    type: "ReadonlyMap<string, () => Gate>",
    value: `/* @__PURE__ */ new Map([\n${entries}])`,
    typedValue: `/* @__PURE__ */ new Map<string, () => Gate>([\n${entries}])`,
    isPrivate: true,
  });
}

function consentLinks({ userPurposes, groupPurposes }: TraitsModel): Link[] {
  const isAsked = isGated(userPurposes) || groupPurposes.length > 0;
  return [
    ...(isAsked ? [{ path: "consent", names: [{ name: "asking" }] }] : []),
    ...(groupPurposes.length > 0 ? [{ path: "settings", names: [{ name: "Gate", typeOnly: true }] }] : []),
  ];
}
