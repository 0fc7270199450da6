/** Short texts that a pattern matches, made from its own pieces. Whoever asks checks them: a piece unknown here is skipped. */

/** One piece of a pattern: the characters it may be, or the sequences a group may be, and how often. */
interface Piece {
  readonly chars?: readonly string[];
  readonly group?: readonly (readonly Piece[])[];
  readonly min: number;
  readonly max: number;
}

const LETTERS = [..."abxyz"];
const PROBES = [..."aAbBzZ0159_-. @/:,#é€ \t"];
const NAMED: Readonly<Record<string, readonly string[]>> = {
  d: [..."0159"],
  w: [...LETTERS, "A", "0", "_"],
  s: [" "],
  D: LETTERS,
  W: ["-", " "],
  S: LETTERS,
};
const CONTROL: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", "0": "\0" };
/** Deeper groups than any plan has; a hostile pattern must not exhaust the stack. */
const MAX_DEPTH = 40;

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  alternatives(depth = 0): Piece[][] {
    const found: Piece[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ")") {
      if (this.take("|")) found.push([]);
      else {
        const piece = this.piece(depth);
        if (piece !== undefined) found.at(-1)?.push(piece);
      }
    }
    return found;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private next(): string {
    const char = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += char.length;
    return char;
  }

  private piece(depth: number): Piece | undefined {
    const atom = this.atom(depth);
    const [min, max] = this.times();
    return atom === undefined ? undefined : { ...atom, min, max };
  }

  private atom(depth: number): Pick<Piece, "chars" | "group"> | undefined {
    const char = this.next();
    if (char === "^" || char === "$") return undefined;
    if (char === ".") return { chars: LETTERS };
    if (char === "[") return { chars: this.set() };
    if (char === "(") {
      const name = /^\?(?::|<[A-Za-z_$][\w$]*>)/.exec(this.source.slice(this.at));
      this.at += name?.[0].length ?? 0;
      const group = depth > MAX_DEPTH ? [[]] : this.alternatives(depth + 1);
      this.take(")");
      return { group };
    }
    if (char !== "\\") return { chars: [char] };
    const letter = this.next();
    if (letter === "b" || letter === "B") return undefined;
    return { chars: NAMED[letter] ?? this.escaped(letter) };
  }

  private escaped(letter: string): readonly string[] {
    if (CONTROL[letter] !== undefined) return [CONTROL[letter]];
    const code = /^(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(
      this.source.slice(this.at - 1),
    );
    if (code !== null && (letter === "u" || letter === "x")) {
      this.at += code[0].length - 1;
      const value = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "0", 16);
      return value <= 0x10ffff ? [String.fromCodePoint(value)] : [];
    }
    const category = /^[pP]\{([^}]*)\}/.exec(this.source.slice(this.at - 1));
    if (category === null) return [letter];
    this.at += category[0].length - 1;
    return /^(?:N|Nd|Number|digit)$/.test(category[1] ?? "") ? [..."0159"] : ["a", "A", "é"];
  }

  /** The characters of a set: those it names, or the usual ones that a negated set leaves. */
  private set(): readonly string[] {
    const negated = this.take("^");
    const ranges: [string, string][] = [];
    const named: string[] = [];
    while (this.at < this.source.length && this.source[this.at] !== "]") {
      const from = this.member(named);
      if (from === undefined) continue;
      const dashed = this.source[this.at] === "-" && this.source[this.at + 1] !== "]";
      if (dashed) this.at += 1;
      ranges.push([from, (dashed ? this.member(named) : undefined) ?? from]);
    }
    this.take("]");
    const holds = (char: string) => named.includes(char) || ranges.some(([from, to]) => char >= from && char <= to);
    if (negated) return PROBES.filter((char) => !holds(char));
    return [...new Set([...PROBES.filter(holds), ...ranges.flat(), ...named])];
  }

  private member(named: string[]): string | undefined {
    const char = this.next();
    if (char !== "\\") return char;
    const letter = this.next();
    const set = NAMED[letter];
    if (set === undefined) return letter === "b" ? "\b" : this.escaped(letter)[0];
    named.push(...set);
    return undefined;
  }

  private times(): readonly [number, number] {
    const braced = /^\{(\d+)(,?)(\d*)\}/.exec(this.source.slice(this.at));
    let found: readonly [number, number] = [1, 1];
    if (braced !== null) {
      this.at += braced[0].length;
      const min = Number(braced[1]);
      found = [min, braced[2] === "" ? min : braced[3] === "" ? min + 3 : Number(braced[3])];
    } else if (this.take("*")) found = [0, 3];
    else if (this.take("+")) found = [1, 4];
    else if (this.take("?")) found = [0, 1];
    else return found;
    this.take("?");
    return found;
  }
}

interface Choice {
  /** Which character and which alternative is taken. */
  readonly index: number;
  readonly repeat: (min: number, max: number) => number;
}

const LONGEST = 2_000;

function write(pieces: readonly Piece[], choice: Choice, left = LONGEST): string {
  let text = "";
  for (const { chars, group, min, max } of pieces) {
    const times = Math.min(choice.repeat(min, max), left);
    for (let count = 0; count < times && text.length <= left; count++) {
      if (chars !== undefined) text += chars[(choice.index + count) % Math.max(1, chars.length)] ?? "";
      else text += write(group?.[choice.index % Math.max(1, group.length)] ?? [], choice, left - text.length);
    }
  }
  return text;
}

const REPEATS = [
  (min: number, max: number) => Math.min(max, Math.max(1, min)),
  (min: number) => min,
  (_min: number, max: number) => max,
  (min: number, max: number) => Math.min(max, min + 2),
];
const INDEXES = [0, 1, 2, 3, 4, 5, 7, 9];

/** Texts made to match the pattern, the plainest first; not checked, without repetitions. */
export function textsFor(pattern: string): string[] {
  const alternatives = new Reader(pattern).alternatives();
  const found = new Set<string>();
  for (const repeat of REPEATS) {
    for (const index of INDEXES) {
      for (const pieces of alternatives) found.add(write(pieces, { index, repeat }));
    }
  }
  return [...found];
}
