/** The usual form of an e-mail address; as `usual-form.ts`, it accepts only what ajv-formats accepts in full mode. */

/** Classes of ASCII: 1 letters and digits, 2 what else may stand in the part before the sign, 3 hyphen, 4 dot, 5 the sign. */
const CLASSES = new Uint8Array(128);
for (const char of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") CLASSES[char.charCodeAt(0)] = 1;
for (const char of "_+") CLASSES[char.charCodeAt(0)] = 2;
CLASSES[45] = 3;
CLASSES[46] = 4;
CLASSES[64] = 5;

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (CLASSES[code] as number) : 0;
}

/** Pieces between dots, none of them empty, up to the sign; its place, or -1. */
function endOfLocalPart(text: string): number {
  let before = 4;
  for (let at = 0; at < text.length; at++) {
    const kind = classAt(text, at);
    if (kind === 0 || (kind === 4 && before === 4)) return -1;
    if (kind === 5) return before === 4 ? -1 : at;
    before = kind;
  }
  return -1;
}

/** `person.name+shop@mail.example.com`: labels of letters, digits and inner hyphens, at least two. */
export function isUsualEmail(text: string): boolean {
  const sign = endOfLocalPart(text);
  if (sign === -1) return false;
  let dots = 0;
  let before = 4;
  for (let at = sign + 1; at < text.length; at++) {
    const kind = classAt(text, at);
    if (kind === 4) {
      if (before !== 1) return false;
      dots++;
    } else if (kind === 3) {
      if (before === 4) return false;
    } else if (kind !== 1) return false;
    before = kind;
  }
  return dots > 0 && before === 1;
}
