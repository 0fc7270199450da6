/** YAML and Jinja by hand: every text stands in double quotes, and none of it is read as an expression. */

import { visible } from "../../escape.ts";

/** What readers of YAML 1.1 refuse as it stands. */
const REFUSED = /[\u007f-\u009f\ufffe\uffff]/g;

/** A text in double quotes, as YAML and JSON write it. */
export function yamlText(text: string): string {
  return JSON.stringify(visible(text)).replace(
    REFUSED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text that dbt renders to itself: what would begin an expression is written as one that gives the brace. */
export function literalText(text: string): string {
  return yamlText(text.replace(/\{(?=[{%#])/g, "{{ '{' }}"));
}
