/** Of the one who waits: how much of the whole is done, from 0 to 1, and whether they still want it. */
export interface Waiting {
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}
