/** A class file holds at most 65,535 bytes of one constant; a character takes three at most. */
const PIECE = 20_000;

/** A text in pieces that fit a constant each; a short one is the only piece. */
export function constantPieces(text: string): readonly string[] {
  return text.length <= PIECE ? [text] : (text.match(new RegExp(`[^]{1,${PIECE}}`, "g")) ?? []);
}
