/** What the server tells about work while it goes on: a line of JSON each time. */
export type ProgressLine<T> = { readonly share: number } | { readonly done: T } | { readonly refused: string };

/** The last whole line of what came so far. */
export function lastLine<T>(text: string): ProgressLine<T> | undefined {
  const line = text.slice(0, text.lastIndexOf("\n") + 1).trimEnd();
  return line === "" ? undefined : (JSON.parse(line.slice(line.lastIndexOf("\n") + 1)) as ProgressLine<T>);
}
