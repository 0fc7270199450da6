/** What is said of applying a template before the changes are read: fields to be decided are changes too. */
export function applyIntro(changes: number, conflicts: number): "apply.nothing" | "apply.text" {
  return changes === 0 && conflicts === 0 ? "apply.nothing" : "apply.text";
}
