/** The minutes of a workshop in words: who was there, what is decided and measured, which events come of it, what is open. */

import { type AreaText, formatterOf } from "../i18n/translate.ts";
import { localized, translator } from "../i18n/translator.ts";
import { isDay } from "../plan/day.ts";
import type { Language, Metric, PlanEvent, Property } from "../plan/plan.ts";
import { EVENT_ROLE_WORDS } from "../plan/role-word.ts";
import { decisionsOf, stepOf, type Workshop, type WorkshopDecision } from "../plan/workshop.ts";
import type { Block } from "./notice.ts";
import { typeText } from "./type-text.ts";

/** What was said, and the branch that was made of it. */
interface Said {
  readonly workshop: Workshop;
  readonly outcome?: { readonly branch: string };
}

interface MinutesDecision {
  readonly id: string;
  readonly title: string;
  readonly decided: string;
  readonly metrics: readonly { readonly id: string; readonly text: string }[];
  /** Names of events. */
  readonly needs: readonly string[];
}

interface MinutesEvent {
  readonly id: string;
  readonly name: string;
  readonly isCritical: boolean;
  readonly description: string;
  readonly facts: string;
  readonly properties: readonly { readonly id: string; readonly name: string; readonly text: string }[];
}

export interface Minutes {
  readonly title: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly decisions: readonly MinutesDecision[];
  readonly events: readonly MinutesEvent[];
  readonly open: readonly string[];
}

const DOT = " · ";

class MinutesWords {
  readonly #workshop: Workshop;
  readonly #language: Language;
  readonly #t: AreaText<"workshop">;

  constructor(workshop: Workshop, language: Language) {
    this.#workshop = workshop;
    this.#language = language;
    this.#t = translator(language, "workshop");
  }

  facts(branch: string | undefined): Minutes["facts"] {
    const t = this.#t;
    const { heldOn, journey, present, canonicalUserId } = this.#workshop;
    const language = this.#language;
    const day = isDay(heldOn)
      ? formatterOf(language).dateTime(new Date(`${heldOn}T12:00:00Z`), { dateStyle: "full" })
      : heldOn;
    const steps = journey.steps.map(({ id, name }) => localized(name, language, id)).join(" → ");
    const colon = language === "fr" ? "\u00a0: " : ": ";
    const said: readonly (readonly [string, string | undefined])[] = [
      [t("meeting.day"), day],
      [t("minutes.present"), present.join(", ")],
      [t("meeting.journey"), [localized(journey.name, language), steps].filter(Boolean).join(colon)],
      [t("meeting.person"), canonicalUserId],
      [t("outcome.branch"), branch ?? t("minutes.noBranch")],
    ];
    return said.map(([term, text]) => ({ term, text: text || t("minutes.unsaid") }));
  }

  #metric(metric: Metric): string {
    const language = this.#language;
    const whole = this.#workshop.metrics.find(({ id }) => id === metric.parent);
    const formula = localized(metric.formula, language);
    const line = [localized(metric.name, language, metric.id), formula].filter(Boolean).join(" = ");
    return whole === undefined
      ? line
      : this.#t("minutes.partOf", { line, whole: localized(whole.name, language, whole.id) });
  }

  decision(decision: WorkshopDecision, index: number): MinutesDecision {
    const { id, name, owner, when } = decision;
    const { metrics, events } = this.#workshop;
    const unsaid = this.#t("minutes.unsaid");
    return {
      id,
      title: `${index + 1}. ${localized(name, this.#language, id)}`,
      decided: this.#t("minutes.decidedBy", {
        who: owner ?? unsaid,
        when: localized(when, this.#language) || unsaid,
      }),
      metrics: metrics
        .filter((metric) => metric.decisions.includes(id))
        .map((metric) => ({ id: metric.id, text: this.#metric(metric) })),
      needs: events.filter((event) => decisionsOf(this.#workshop, event).includes(decision)).map((event) => event.name),
    };
  }

  #property({ type, description, required }: Property): string {
    const words = [
      typeText(type, translator(this.#language, "plan")),
      required ? this.#t("property.required") : "",
      localized(description, this.#language),
    ];
    return words.filter(Boolean).join(DOT);
  }

  event(event: PlanEvent): MinutesEvent {
    const t = this.#t;
    const language = this.#language;
    const at = this.#workshop.journey.steps.find(({ id }) => id === stepOf(this.#workshop, event.id));
    const facts: readonly (readonly [string, string])[] = [
      [t("event.trigger"), localized(event.trigger, language)],
      [t("event.owner"), event.owner ?? ""],
      [t("event.step"), at === undefined ? "" : localized(at.name, language, at.id)],
      [t("event.role"), event.roles.map((role) => EVENT_ROLE_WORDS[role][language]).join(", ")],
    ];
    return {
      id: event.id,
      name: event.name,
      isCritical: event.critical,
      description: localized(event.description, language),
      facts: facts.flatMap(([term, text]) => (text === "" ? [] : t("minutes.fact", { term, text }))).join(DOT),
      properties: event.properties.map((property) => ({
        id: property.id,
        name: property.name,
        text: this.#property(property),
      })),
    };
  }
}

/** `open`: what is open besides the questions nobody could answer. */
export function minutesOf(
  { workshop, outcome }: Said,
  open: readonly Readonly<Record<Language, string>>[],
  language: Language,
): Minutes {
  const words = new MinutesWords(workshop, language);
  return {
    title: workshop.title,
    facts: words.facts(outcome?.branch),
    decisions: workshop.decisions.map((decision, index) => words.decision(decision, index)),
    events: workshop.events.map((event) => words.event(event)),
    open: [...workshop.questions, ...open.map((gap) => gap[language])],
  };
}

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
const paragraphs = (...texts: readonly string[]): Block[] =>
  texts.filter(Boolean).map((text) => ({ kind: "paragraph", text }));
const list = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ kind: "list", items }]);

/** The minutes to be pasted elsewhere. */
export function minutesBlocks(minutes: Minutes, language: Language): readonly Block[] {
  const t = translator(language, "workshop");
  const { title, facts, decisions, events, open } = minutes;
  return [
    heading(1, t("minutes.of", { title })),
    ...list(facts.map((fact) => t("minutes.fact", fact))),
    heading(2, t("minutes.decisions", { count: decisions.length })),
    ...decisions.flatMap((one) => [
      heading(3, one.title),
      ...paragraphs(one.decided),
      ...list(one.metrics.map(({ text }) => text)),
      ...paragraphs(one.needs.length === 0 ? "" : `${t("minutes.needs")} ${one.needs.join(", ")}`),
    ]),
    heading(2, t("minutes.events", { count: events.length })),
    ...events.flatMap((one) => [
      heading(3, one.name),
      ...paragraphs(one.isCritical ? t("event.critical") : "", one.description, one.facts),
      ...list(one.properties.map(({ name, text }) => t("minutes.fact", { term: name, text }))),
    ]),
    heading(2, t("minutes.questions", { count: open.length })),
    ...(open.length === 0 ? paragraphs(t("minutes.noQuestions")) : list(open)),
  ];
}
