/** What the import asks and is told, step by step. Nothing is written before the last one. */

import type { ShownFinding } from "../editing/editing-context.tsx";

/** What one import may carry, in MB of files and text together: said before anything is sent. */
export const MOST_MEGABYTES = 15;

export type ImportMode = "update" | "replace";

/** A row that may hold the headers, with what they would be taken for. */
export interface HeaderRowView {
  readonly line: number;
  readonly headers: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
}

export interface SheetView {
  readonly file: string;
  readonly sheet: string;
  /** The row of the headers, as a person counts. */
  readonly headerLine: number;
  readonly headerRows: readonly HeaderRowView[];
  readonly headers: readonly string[];
  /** Per header, what its column is taken for. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly sample: readonly (readonly string[])[];
  readonly rowCount: number;
}

export interface ImportFault {
  readonly place: string;
  readonly text: string;
  readonly expected: string | undefined;
}

export interface ChangeView {
  readonly key: string;
  readonly severity: "breaking" | "compatible" | "documentation";
  readonly object: string;
  readonly kind: string;
  readonly text: string;
}

export interface LossView {
  readonly path: string;
  readonly text: string;
}

export type ImportPreview =
  | {
      readonly ok: false;
      readonly format: string | undefined;
      readonly sheets: readonly SheetView[];
      readonly faults: readonly ImportFault[];
      /** Nothing is wrong with the files: it has to be said what their columns mean. */
      readonly isUnmapped: boolean;
      /** The file that is a template of the house: templates are opened elsewhere. */
      readonly template: string | undefined;
    }
  | {
      readonly ok: true;
      readonly format: string;
      readonly sheets: readonly SheetView[];
      readonly counts: { readonly events: number; readonly properties: number; readonly userProperties: number };
      readonly changes: readonly ChangeView[];
      readonly changeCount: number;
      readonly notes: readonly string[];
      readonly findings: readonly ShownFinding[];
      readonly loss: readonly LossView[];
      /** The revision the preview was made on; the import is refused when the branch moved on since. */
      readonly revision: number;
    };

export type ImportResult =
  | { readonly ok: true; readonly changes: number }
  | { readonly ok: false; readonly text: string; readonly errors: readonly string[] };

/** The form carries `files` (or `text` and `name`), `mode`, `mapping` (JSON), and for the last step `revision`. */
export type PreviewImport = (slug: string, branch: string, form: FormData) => Promise<ImportPreview>;
export type RunImport = (slug: string, branch: string, form: FormData) => Promise<ImportResult>;
