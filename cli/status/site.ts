/** What a scanner finds in the code of an application: where planned events are called, and what it cannot decide. */

export const CODE_LANGUAGES = ["typescript", "python", "go", "java", "kotlin"] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** A file of the application: its path as it is told, with `/`, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/**
 * - `call`: the event's own function, method or class is called.
 * - `reference`: it is handed on: a handler, an argument, a default.
 * - `byName`: `track("Name")` of the generated SDK.
 * - `assertion`: a test asks the SDK's testing entry for it, which sends nothing.
 */
export type SiteKind = "call" | "reference" | "byName" | "assertion";

export interface Site {
  readonly path: string;
  readonly line: number;
  readonly kind: SiteKind;
  readonly language: CodeLanguage;
  /** The id of the event, of the plan or of the lock file of the SDK that the code was generated with. */
  readonly event?: string;
  /** As it stands in the code: the name of the function or class, or the name on the wire. */
  readonly name: string;
}

/** A call of a vendor's own SDK: it goes past the plan. */
export interface VendorCall {
  readonly path: string;
  readonly line: number;
  /** As written: `posthog.capture`. */
  readonly call: string;
  /** The name of the event, where it is written there. */
  readonly name?: string;
}

/** A place that may call any event: a computed name, or the whole SDK handed on. */
export interface OpenCall {
  readonly path: string;
  readonly line: number;
  readonly reason: "name" | "sdk";
}

export interface ScanResult {
  readonly sites: readonly Site[];
  readonly vendorCalls: readonly VendorCall[];
  readonly open: readonly OpenCall[];
}

/** The SDK of the plan in one language, where it stands. */
export interface SdkFolder {
  /** Absolute, with `/`, without one at the end: the folder of `plan.lock.json`. */
  readonly folder: string;
  /** Names in that language as the lock file has them, with the id of their event. */
  readonly names: ReadonlyMap<string, string>;
}

/** How many files are done. */
export type ScanProgress = (done: number) => void;
