export interface SpreadsheetMapping {
  readonly x?: string;
}
