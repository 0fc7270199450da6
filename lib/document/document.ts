/** What a document of the plan is made from. */

import type { AreaText, Formatter } from "../i18n/translate.ts";
import { formatterOf } from "../i18n/translate.ts";
import { localized, translator } from "../i18n/translator.ts";
import type { Language, LocalizedText, Plan, PlanEvent } from "../plan/plan.ts";
import type { ImageRef } from "../plan/plan-journey.ts";
import { html, type Markup } from "./html.ts";
import type { Section } from "./section.ts";

/** Which plan it is: a published version, or a branch as it stands. */
export type Edition = { readonly version: number } | { readonly branch: string };

export interface Picture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface DocumentInput {
  readonly plan: Plan;
  readonly language: Language;
  readonly sections: readonly Section[];
  readonly edition: Edition;
  /** What the plan is of, as people call it. */
  readonly project: string;
  /** When the version was published, or the branch looked at; absent where the same plan is to be the same file. */
  readonly date?: Date;
  readonly timeZone: string;
  readonly author?: string;
  /** The plan whose changes since it lists; version 0 is the empty plan. */
  readonly since?: { readonly version: number; readonly plan: Plan };
  /** By the id an `ImageRef` names; one that is absent is named instead. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Whether owners and stewards are named: not to strangers. */
  readonly people: boolean;
}

/** What the parts of one document share. */
export interface Desk {
  readonly input: DocumentInput;
  readonly plan: Plan;
  readonly t: AreaText<"document">;
  /** Words of the plan's own screens: types, roles. */
  readonly words: AreaText<"plan">;
  readonly format: Formatter;
  readonly eventsById: ReadonlyMap<string, PlanEvent>;
  readonly text: (text: LocalizedText, fallback?: string) => string;
  /** A picture with its caption: whole where it comes first, by its number afterwards. */
  readonly figure: (image: ImageRef) => Markup;
}

function figures(input: DocumentInput, t: AreaText<"document">): Desk["figure"] {
  const numbers = new Map<string, number>();
  return ({ id, alt }) => {
    const words = localized(alt, input.language);
    const picture = input.pictures.get(id);
    if (picture === undefined)
      return html`<p class="quiet">${t("figure.left", { name: words || id.slice(0, 12) })}</p>`;
    const known = numbers.get(id);
    if (known !== undefined) return html`<p><a href="#figure-${known}">${t("figure.see", { number: known })}</a></p>`;
    const number = numbers.size + 1;
    numbers.set(id, number);
    const data = `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString("base64")}`;
    const caption = t("figure.caption", { number });
    return html`<figure id="figure-${number}"><img src="${data}" alt="${words}"><figcaption>${caption}${words && `. ${words}`}</figcaption></figure>`;
  };
}

/** Everything laid out for writing one document. */
export function deskOf(input: DocumentInput): Desk {
  const { plan, language, timeZone } = input;
  const t = translator(language, "document");
  return {
    input,
    plan,
    t,
    words: translator(language, "plan"),
    format: formatterOf(language, timeZone),
    eventsById: new Map(plan.events.map((event) => [event.id, event])),
    text: (text, fallback) => localized(text, language, fallback),
    figure: figures(input, t),
  };
}

/** A day written YYYY-MM-DD, as the reader writes it. */
export function dayText(desk: Pick<Desk, "input">, day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? day
    : formatterOf(desk.input.language).dateTime(date, { dateStyle: "long", timeZone: "UTC" });
}

/** Text of several lines, as paragraphs. */
export function paragraphs(text: string, kind = ""): readonly Markup[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line) => html`<p class="${kind}">${line}</p>`);
}

/** Where an event stands in the document, as one would write it in an address. */
export function eventAnchor({ identifier }: PlanEvent): string {
  return `event-${identifier}`;
}

/** A link to an event further on in the document, or its name where the events are left out. */
export function eventLink(desk: Desk, event: PlanEvent): Markup {
  const name = html`<code>${event.name}</code>`;
  return desk.input.sections.includes("events") ? html`<a href="#${eventAnchor(event)}">${name}</a>` : name;
}
