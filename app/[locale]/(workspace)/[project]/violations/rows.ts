/** Rows of the list as the keyboard goes through them: the row one is in is the one that has the focus. */

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-violation]")];
}

/** The place of the row that has the focus; -1 outside the list. */
export function rowAt(): number {
  const row = document.activeElement?.closest("tr");
  return row === null || row === undefined ? -1 : rows().findIndex((mark) => mark.closest("tr") === row);
}

/** The fingerprint of the row that has the focus. */
export function rowInFocus(): string | undefined {
  return rows()[rowAt()]?.dataset.violation;
}

/** Gives the focus to the row at a place, or to the nearest there is. */
export function focusRow(place: number): void {
  const all = rows();
  const mark = all[Math.max(0, Math.min(place, all.length - 1))];
  mark?.querySelector<HTMLElement>("a")?.focus();
}
