/** What differs between two texts, line by line: as few lines as possible, each told with its neighbours. */

export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond this many pairs of lines the middle counts as written anew. */
const PAIRS_MAX = 4_000_000;

/** Lengths of the longest common rest from each pair of places on, row by row. */
function commonRests(before: readonly string[], after: readonly string[]): Uint16Array {
  const width = after.length + 1;
  const rests = new Uint16Array((before.length + 1) * width);
  const at = (row: number, column: number) => rests[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      rests[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  return rests;
}

function lines(kind: DiffLine["kind"], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > PAIRS_MAX) return [...lines("removed", before), ...lines("added", after)];
  const rests = commonRests(before, after);
  const width = after.length + 1;
  const found: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      found.push(...lines("same", before.slice(row, row + 1)));
      row += 1;
      column += 1;
    } else if ((rests[(row + 1) * width + column] ?? 0) >= (rests[row * width + column + 1] ?? 0))
      found.push(...lines("removed", before.slice(row, ++row)));
    else found.push(...lines("added", after.slice(column, ++column)));
  }
  return [...found, ...lines("removed", before.slice(row)), ...lines("added", after.slice(column))];
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** All lines of both texts, in order; removed ones before those that stand in their place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < old.length - first && last < now.length - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  return [
    ...lines("same", old.slice(0, first)),
    ...middle(old.slice(first, old.length - last), now.slice(first, now.length - last)),
    ...lines("same", old.slice(old.length - last)),
  ];
}

/** Runs of lines that differ, each with `around` lines that do not before and after it; none where nothing differs. */
export function diffHunks(all: readonly DiffLine[], around = 2): DiffLine[][] {
  const near = new Set<number>();
  for (const [at, { kind }] of all.entries())
    if (kind !== "same") for (let place = at - around; place <= at + around; place++) near.add(place);
  const hunks: DiffLine[][] = [];
  for (const [at, line] of all.entries()) {
    if (!near.has(at)) continue;
    if (!near.has(at - 1) || at === 0) hunks.push([]);
    hunks.at(-1)?.push(line);
  }
  return hunks;
}
