/** Cells as spreadsheets hand them over: lines of tab-separated values, quoted where a value holds a tab, a line or a quote. */

const SPECIAL = /["\t\r\n]/;

function quoted(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One line per row. Several rows end with a break, as spreadsheets do, so that an empty last cell is seen. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => row.map(quoted).join("\t")).join("\n");
  return rows.length > 1 ? `${text}\n` : text;
}

class Reader {
  readonly rows: string[][] = [];
  private row: string[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  read(): string[][] {
    while (this.at < this.text.length) this.cell();
    // A break at the very end closes the last line; it does not begin another.
    if (this.row.length > 0) this.endRow();
    return this.rows;
  }

  private endRow(): void {
    this.rows.push(this.row);
    this.row = [];
  }

  private cell(): void {
    this.row.push(this.text[this.at] === '"' ? this.quotedCell() : this.plainCell());
    const next = this.text[this.at];
    if (next === "\t") {
      this.at += 1;
      if (this.at === this.text.length) this.row.push("");
    } else if (next !== undefined) {
      this.at += next === "\r" && this.text[this.at + 1] === "\n" ? 2 : 1;
      this.endRow();
    }
  }

  private plainCell(): string {
    const start = this.at;
    while (this.at < this.text.length && !"\t\r\n".includes(this.text[this.at] ?? "")) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** A quote that is never closed, or that something follows, was meant as it stands. */
  private quotedCell(): string {
    const start = this.at;
    const parts: string[] = [];
    let from = start + 1;
    for (;;) {
      const quote = this.text.indexOf('"', from);
      if (quote < 0) break;
      parts.push(this.text.slice(from, quote));
      const next = this.text[quote + 1];
      if (next === '"') {
        parts.push('"');
        from = quote + 2;
      } else if (next === undefined || "\t\r\n".includes(next)) {
        this.at = quote + 1;
        return parts.join("").replaceAll("\r\n", "\n");
      } else break;
    }
    return this.plainCell();
  }
}

/** The cells of a pasted text. An empty text is one empty cell. */
export function readTsv(text: string): string[][] {
  return text === "" ? [[""]] : new Reader(text).read();
}
