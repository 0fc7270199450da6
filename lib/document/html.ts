/** HTML written by hand, where every value is text until it says that it is markup. */

import { escaped } from "../base/html-text.ts";

/** Text that is HTML already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | string | number | undefined | false | readonly Value[];

function written(value: Value): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(written).join("") : escaped(String(value));
}

/** A piece of HTML: what stands in `${}` is escaped unless it is a piece itself. Nothing comes of `undefined` and `false`. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, at) => part + written(values[at])).join(""));
}

/** An address that leads somewhere on the web; undefined for any other, which is shown as text. */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
