/** What was typed into a form, passwords and secrets left out. */
export function typedValues(data: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of data)
    if (typeof value === "string" && !name.startsWith("$") && !/password|secret|token|current|next/i.test(name))
      values[name] = value;
  return values;
}
