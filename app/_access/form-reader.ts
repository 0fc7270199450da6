/** Reads the fields of a submitted form, collecting what is missing or wrong, in both languages. */

import { type FieldError, UserError } from "../../lib/base/error.ts";
import { storableText, unstorableIn } from "../../lib/base/storable.ts";
import { BEGUN } from "./form.ts";
import { typedValues } from "./typed-values.ts";

const REQUIRED = { en: "Fill this in.", fr: "Remplissez ce champ." };
const EMAIL = {
  en: "This is no e-mail address, such as name@example.com.",
  fr: "Ce n’est pas une adresse e-mail, comme nom@example.com.",
};
const CHOICE = { en: "Choose one of the list.", fr: "Choisissez dans la liste." };
const TOO_LONG = { en: "This is too long.", fr: "C’est trop long." };

export class FormReader {
  readonly #data: FormData;
  readonly #errors: FieldError[] = [];
  readonly #read = new Set<string>();

  constructor(data: FormData) {
    this.#data = data;
  }

  #wrong(path: string, { en, fr }: { readonly en: string; readonly fr: string }): void {
    this.#errors.push({ path, en, fr });
  }

  /** True when a field of this name was read, so that an error can stand beside it. */
  has(name: string): boolean {
    return this.#read.has(name);
  }

  /** As typed; empty when absent. For passwords, where spaces count. What no store keeps is wrong, and left out. */
  raw(name: string): string {
    this.#read.add(name);
    const value = this.#data.get(name);
    if (typeof value !== "string") return "";
    const fault = unstorableIn(value);
    if (fault === undefined) return value;
    if (this.#errors.every(({ path }) => path !== name)) this.#wrong(name, fault);
    return storableText(value);
  }

  /** What a screen wrote as JSON in a field that nobody sees: what is wrong with it is said of the whole form. */
  json(name: string): unknown {
    let value: unknown;
    try {
      value = JSON.parse(this.raw(name));
    } catch (cause) {
      throw new UserError("bad_request", { cause });
    }
    this.#read.delete(name);
    const fault = unstorableIn(value);
    if (fault === undefined) return value;
    const at = ` (${name}${fault.path})`;
    throw new UserError("invalid_input", { fields: [{ path: "", en: fault.en + at, fr: fault.fr + at }] });
  }

  /** What the fields held when the form was begun, by name; nothing where the form does not say. */
  begun(): Readonly<Record<string, string>> {
    if (!this.#data.has(BEGUN)) return {};
    const value = this.json(BEGUN);
    if (typeof value !== "object" || value === null) throw new UserError("bad_request");
    return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === "string"));
  }

  /** Trimmed, possibly empty. */
  text(name: string, maxLength = 200): string {
    const value = this.raw(name).trim();
    if (value.length > maxLength) this.#wrong(name, TOO_LONG);
    return value;
  }

  /** Trimmed and present. */
  required(name: string, maxLength = 200): string {
    const value = this.text(name, maxLength);
    if (value === "") this.#wrong(name, REQUIRED);
    return value;
  }

  /** Present, spaces kept. */
  password(name: string): string {
    const value = this.raw(name);
    if (value === "") this.#wrong(name, REQUIRED);
    return value;
  }

  email(name: string): string {
    const value = this.required(name, 254);
    if (value !== "" && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) this.#wrong(name, EMAIL);
    return value;
  }

  /** A whole number from 0 to `most`, spaces between its digits left out; 0 when blank. */
  whole(name: string, most: number): number {
    const digits = this.text(name).replace(/[\s\u00a0\u202f]/g, "");
    const value = Number(digits === "" ? "0" : digits);
    if (/^\d*$/.test(digits) && value <= most) return value;
    this.#wrong(name, {
      en: `Write a whole number from 0 to ${most.toLocaleString("en")}.`,
      fr: `Écrivez un nombre entier de 0 à ${most.toLocaleString("fr")}.`,
    });
    return 0;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.raw(name);
    const chosen = choices.find((choice) => choice === value);
    const first = choices[0];
    if (first === undefined) throw new Error("Invariant: a choice needs choices");
    if (chosen === undefined) this.#wrong(name, CHOICE);
    return chosen ?? first;
  }

  /** Several of a closed list; what is not in it is left out. */
  choices<const Choice extends string>(name: string, choices: readonly Choice[]): readonly Choice[] {
    this.#read.add(name);
    const values = new Set(this.#data.getAll(name));
    return choices.filter((choice) => values.has(choice));
  }

  /** Every text of a name, as for rows that were ticked; what is wrong with them is said of the whole form. */
  all(name: string): readonly string[] {
    return this.#data.getAll(name).filter((value) => typeof value === "string");
  }

  /** Throws `invalid_input` when anything read so far was wrong. Call it before acting. */
  settle(): void {
    if (this.#errors.length > 0) throw new UserError("invalid_input", { fields: this.#errors });
  }

  /** What was typed, passwords and secrets left out. */
  values(): Record<string, string> {
    return typedValues(this.#data);
  }
}
