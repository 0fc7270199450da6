/**
 * What is said of applying a template before the changes are read: fields to be decided are changes too, and a plan that keeps
 * its own of something does not hold all of the template.
 */
export function applyIntro(
  changes: number,
  conflicts: number,
  collisions: number,
): "apply.nothing" | "apply.kept" | "apply.text" {
  if (changes > 0 || conflicts > 0) return "apply.text";
  return collisions > 0 ? "apply.kept" : "apply.nothing";
}
