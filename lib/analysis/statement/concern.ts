/** What a bound question looks at: which events in which spans, and which properties of people. */

import { addPeriods, startOfDay } from "../calendar.ts";
import { lookBack } from "../engagement/active-users.ts";
import { isTraitFilter, type TraitFilter } from "../filter.sql.ts";
import { funnelSpans } from "../funnel/funnel.sql.ts";
import type {
  Criterion,
  EventSelector,
  FunnelDefinition,
  MetricQuestion,
  PropertyRef,
  Question,
  TimeWindow,
} from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { isEventRef } from "../value.sql.ts";
import { endOf, isFixed, type Span, spanBefore, spanOf, wholePeriods } from "../window.ts";

export interface EventConcern {
  readonly selector: EventSelector;
  readonly span: Span;
  /** Only what conformed as it came. */
  readonly asSent: boolean;
}

export interface TraitConcern {
  readonly subject: "user" | "group";
  readonly propertyId: string;
}

export interface Concern {
  readonly events: readonly EventConcern[];
  readonly traits: readonly TraitConcern[];
}

const SIGN_UP: EventSelector = { role: "sign_up" };

function traitConcern(ref: PropertyRef): TraitConcern[] {
  if ("userProperty" in ref) return [{ subject: "user", propertyId: ref.userProperty }];
  if ("groupProperty" in ref) return [{ subject: "group", propertyId: ref.groupProperty }];
  return [];
}

class Collector {
  readonly events: EventConcern[] = [];
  readonly traits: TraitConcern[] = [];
  readonly #scope: AnalysisScope;
  readonly #ever: Span;
  #asSent: boolean;

  constructor(scope: AnalysisScope) {
    this.#scope = scope;
    this.#ever = { until: endOf(scope.asOf) };
    this.#asSent = scope.asSent === true;
  }

  event(selector: EventSelector, span: Span): void {
    this.events.push({ selector, span, asSent: this.#asSent });
    for (const filter of selector.where ?? []) if (isTraitFilter(filter)) this.trait(filter);
  }

  trait(ref: PropertyRef | TraitFilter): void {
    this.traits.push(...traitConcern(ref));
  }

  /** Time after sign-up can be any time, and rests on the sign-up. */
  #windowSpan(window: TimeWindow): Span {
    if (isFixed(window)) return spanOf(this.#scope.calendar, window, this.#scope.asOf);
    this.event(SIGN_UP, this.#ever);
    return this.#ever;
  }

  funnel(funnel: FunnelDefinition): void {
    const { entries, steps } = funnelSpans(this.#scope, funnel);
    funnel.steps.forEach((step, index) => {
      this.event(step, index === 0 ? entries : steps);
    });
  }

  criterion(criterion: Criterion): void {
    switch (criterion.kind) {
      case "all":
      case "any":
        for (const part of criterion.of) this.criterion(part);
        break;
      case "not":
        this.criterion(criterion.of);
        break;
      case "as_sent": {
        const around = this.#asSent;
        this.#asSent = true;
        this.criterion(criterion.of);
        this.#asSent = around;
        break;
      }
      case "cohort": {
        const inner = this.#scope.cohorts.get(criterion.cohort);
        if (inner !== undefined) this.criterion(inner);
        break;
      }
      case "property":
        this.trait(criterion.filter);
        break;
      case "funnel_step":
        this.funnel(criterion.funnel);
        break;
      default:
        this.#behaviour(criterion);
    }
  }

  #behaviour(
    criterion: Extract<Criterion, { readonly kind: "count" | "sum" | "regular" | "sequence" | "activation" }>,
  ): void {
    if (criterion.kind === "count" || criterion.kind === "sum")
      this.event(criterion.event, this.#windowSpan(criterion.window));
    else if (criterion.kind === "activation")
      this.event(criterion.event, this.#windowSpan({ afterSignUp: criterion.within }));
    else if (criterion.kind === "regular") this.event(criterion.event, this.#regularSpan(criterion));
    else {
      const span = this.#windowSpan(criterion.window);
      this.event(criterion.first, span);
      this.event(criterion.then, { ...span, until: endOf(this.#scope.asOf) });
    }
  }

  #regularSpan({ unit, of, skip = 0 }: Extract<Criterion, { readonly kind: "regular" }>): Span {
    const { calendar, asOf } = this.#scope;
    const periods = wholePeriods(calendar, asOf, { unit, of, skip });
    const [first = 0] = periods;
    return {
      from: startOfDay(calendar, first),
      until: startOfDay(calendar, addPeriods(unit, periods.at(-1) ?? first, 1)),
    };
  }

  #metric({ event, dividedBy, range, compareWith }: MetricQuestion): void {
    const span = this.#windowSpan(range);
    const before =
      compareWith === undefined || !isFixed(range)
        ? undefined
        : spanBefore(this.#scope.calendar, { window: range, span, earlier: compareWith });
    for (const selector of dividedBy === undefined ? [event] : [event, dividedBy.event]) {
      this.event(selector, span);
      if (before !== undefined) this.event(selector, before);
    }
  }

  question(question: Question): void {
    const { cohort } = question;
    if (cohort !== undefined)
      this.criterion("criterion" in cohort ? cohort.criterion : { kind: "cohort", cohort: cohort.cohort });
    switch (question.kind) {
      case "cohort":
        this.criterion(question.criterion);
        break;
      case "funnel":
        this.funnel(question);
        break;
      case "metric":
        this.#metric(question);
        if (question.breakdown !== undefined && !isEventRef(question.breakdown)) this.trait(question.breakdown);
        break;
      case "active_users":
        this.event(question.event, lookBack(this.#scope, this.#windowSpan(question.range)));
        break;
      case "retention": {
        const births = this.#windowSpan(question.range);
        this.event(question.start, { until: births.until });
        this.event(question.return, { ...births, until: endOf(this.#scope.asOf) });
      }
    }
  }
}

export function concernOf(scope: AnalysisScope, question: Question): Concern {
  const collector = new Collector(scope);
  collector.question(question);
  return { events: collector.events, traits: collector.traits };
}
