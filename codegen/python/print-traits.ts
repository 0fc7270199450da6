/** `core/traits.py`: identify, group and alias calls, typed from the plan's user and group properties. */

import { purposesText } from "./print-event.ts";
import { TypeWriter } from "./property-types.ts";
import type { PythonSdk } from "./python-model.ts";
import { typePart } from "./python-names.ts";
import { docLine, pyString } from "./python-text.ts";
import { opening } from "./source-file.ts";

const OPTIONS = "**options: _t.Unpack[_r.CallOptions]";
const COMMON_OPTIONS = "**options: _t.Unpack[_r.CommonOptions]";

export function printTraits(sdk: PythonSdk): string {
  const { slug, speech, userProperties, userPurposes } = sdk;
  const users = new TypeWriter(speech);
  users.declare("UserTraits", userProperties, ["Properties of people."]);
  const purposes = purposesText(userPurposes);
  return [
    opening(slug, "Calls about people and groups.", "from . import runtime as _r\nfrom . import words as _t"),
    ...users.declarations,
    `def identify(user_id: str, traits: _t.Optional[UserTraits] = None, ${COMMON_OPTIONS}) -> None:
    """Says who the person is, and what is known about them."""
    _r.send_identify(user_id, traits, options${purposes === undefined ? "" : `, ${purposes}`})
`,
    ...printGroups(sdk),
    `def alias(user_id: str, previous_id: str, ${COMMON_OPTIONS}) -> None:
    """Says that two ids are one person: \`previous_id\` becomes \`user_id\`."""
    _r.send_alias(user_id, previous_id, options)
`,
  ].join("\n\n");
}

interface GroupType {
  readonly name: string;
  readonly type: string;
}

const DOC = `    """Says which group the person belongs to, and what is known about it. \`group_type\` names its type."""\n`;

function printGroups({ groups, speech }: PythonSdk): string[] {
  const writer = new TypeWriter(speech);
  const types = groups.map(({ name, properties }, at): GroupType => {
    const type = `GroupTraits${at + 1}${typePart(name)}`;
    writer.declare(type, properties, [`Properties of \`${docLine(name)}\`.`]);
    return { name, type };
  });
  const [first, ...others] = types;
  if (first === undefined) {
    return [
      `def group(group_id: str, traits: None = None, ${OPTIONS}) -> None:
    """Says which group the person belongs to; the plan knows nothing else about groups."""
    _r.send_group(group_id, traits, options)
`,
    ];
  }
  const asked = groups.flatMap(({ name, purposes }) => {
    const text = purposesText(purposes);
    return text === undefined ? [] : [`    ${pyString(name)}: ${text},\n`];
  });
  const table = `_PURPOSES: dict[str, _r.Purposes] = {${asked.length === 0 ? "" : `\n${asked.join("")}`}}\n`;
  const body = `    _r.send_group(group_id, traits, options, group_type, _PURPOSES.get(group_type, (None, {})))\n`;
  const named = (type: GroupType, fallback: string): string =>
    `group_id: str, traits: _t.Optional[${type.type}] = None, *, group_type: _t.Literal[${pyString(type.name)}]${fallback}, ${OPTIONS}`;
  if (others.length === 0) {
    return [
      ...writer.declarations,
      table,
      `def group(${named(first, ` = ${pyString(first.name)}`)}) -> None:\n${DOC}${body}`,
    ];
  }
  const overloads = types.map(
    (type) => `@_t.overload\ndef group(${named(type, type === first ? " = ..." : "")}) -> None: ...\n`,
  );
  const whole = `def group(
    group_id: str,
    traits: _t.Optional[_t.Mapping[str, object]] = None,
    *,
    group_type: str = ${pyString(first.name)},
    ${OPTIONS},
) -> None:\n${DOC}${body}`;
  return [...writer.declarations, table, ...overloads, whole];
}
