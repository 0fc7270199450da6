/** A JSON pointer into a call, as people write it: `/properties/lines/0/sku` is `lines[0].sku`. */

const SUBJECTS = ["/properties", "/traits", "/context/traits"];

export function displayPath(pointer: string): string {
  if (pointer === "") return "event";
  const subject = SUBJECTS.find((base) => pointer.startsWith(`${base}/`));
  const segments = (subject === undefined ? pointer : pointer.slice(subject.length))
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  return segments
    .map((segment, index) => (index === 0 ? segment : /^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join("");
}
