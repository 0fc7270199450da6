/** Walks a question: every name is looked up, every window and bound is checked, and the same question comes out with ids. */

import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { EVENT_ROLE_WORDS, PROPERTY_ROLE_WORDS } from "../../plan/role-word.ts";
import type {
  Criterion,
  EventSelector,
  FunnelDefinition,
  Measured,
  PropertyFilter,
  PropertyRef,
  Question,
  TimeWindow,
} from "../question.ts";
import type { BindOptions } from "./bind.ts";
import { addUnknown, type Problems, WHAT } from "./bind-problem.ts";
import { bindFilter, bindRef, requireNumber } from "./bind-property.ts";
import { checkDuration, checkWindow } from "./bind-window.ts";
import { expandedCohort } from "./nested-cohort.ts";
import { eventsNamed, eventsOf, ID_SEPARATOR, signUpEvents } from "./plan-lookup.ts";

const MAX_DEPTH = 12;
const MAX_PARTS = 200;
/** Parts of the saved cohorts a definition names, written out: each is a pass over the events. */
const MAX_EXPANDED = 200;

type Kind<K extends Criterion["kind"]> = Extract<Criterion, { readonly kind: K }>;

export class Binder {
  readonly #plan: Plan;
  readonly #options: BindOptions;
  readonly #problems: Problems;
  #parts = 0;
  #expanded = 0;

  constructor(plan: Plan, options: BindOptions, problems: Problems) {
    this.#plan = plan;
    this.#options = options;
    this.#problems = problems;
  }

  question(question: Question): Question {
    const base = this.#base(question);
    switch (question.kind) {
      case "cohort":
        return { ...question, ...base, criterion: this.criterion(question.criterion, "/criterion") };
      case "metric":
        return this.#metric({ ...question, ...base });
      case "funnel":
        return { ...question, ...base, ...this.#funnel(question, "") };
      case "retention":
        this.#window(question.range, "/range", false);
        return {
          ...question,
          ...base,
          start: this.#selector(question.start, "/start"),
          return: this.#selector(question.return, "/return"),
        };
      case "active_users":
        this.#window(question.range, "/range", false);
        return { ...question, ...base, event: this.#selector(question.event, "/event") };
    }
  }

  #base({ cohort, asOf }: Question): Pick<Question, "cohort"> {
    if (asOf !== undefined && !(Date.parse(asOf) > 0))
      this.#problems.add("/asOf", `“${asOf}” is not an instant.`, `« ${asOf} » n’est pas un instant.`);
    if (cohort === undefined) return {};
    if ("criterion" in cohort) return { cohort: { criterion: this.criterion(cohort.criterion, "/cohort/criterion") } };
    return { cohort: { cohort: this.#cohort(cohort.cohort, "/cohort/cohort") } };
  }

  #metric(question: Extract<Question, { readonly kind: "metric" }>): Question {
    this.#window(question.range, "/range", false);
    const { dividedBy, breakdown } = question;
    if (question.compareWith !== undefined && "ever" in question.range)
      this.#problems.add(
        "/compareWith",
        "Nothing comes before all of history. Choose a range with a beginning.",
        "Rien ne précède tout l’historique. Choisissez une période qui a un début.",
      );
    const events = [question.event, ...(dividedBy === undefined ? [] : [dividedBy.event])];
    return {
      ...question,
      ...this.#measured(question, ""),
      ...(dividedBy === undefined ? {} : { dividedBy: this.#measured(dividedBy, "/dividedBy") }),
      ...(breakdown === undefined ? {} : { breakdown: this.#ofEach(breakdown, events, "/breakdown") }),
    };
  }

  #funnel(funnel: FunnelDefinition, path: string): FunnelDefinition {
    checkDuration(funnel.within, `${path}/within`, this.#problems);
    this.#window(funnel.range, `${path}/range`, false);
    return {
      steps: funnel.steps.map((step, index) => this.#selector(step, `${path}/steps/${index}`)),
      within: funnel.within,
      range: funnel.range,
    };
  }

  criterion(criterion: Criterion, path: string, depth = 1): Criterion {
    this.#parts += 1;
    if (depth > MAX_DEPTH || this.#parts > MAX_PARTS) {
      this.#problems.add(
        path,
        "The definition is too deep or too long.",
        "La définition est trop profonde ou trop longue.",
      );
      return criterion;
    }
    switch (criterion.kind) {
      case "all":
      case "any":
        return {
          kind: criterion.kind,
          of: criterion.of.map((part, index) => this.criterion(part, `${path}/of/${index}`, depth + 1)),
        };
      case "not":
      case "as_sent":
        return { kind: criterion.kind, of: this.criterion(criterion.of, `${path}/of`, depth + 1) };
      case "cohort":
        return { kind: "cohort", cohort: this.#cohort(criterion.cohort, `${path}/cohort`) };
      case "property":
        return this.#trait(criterion, path);
      case "funnel_step":
        return this.#funnelStep(criterion, path);
      default:
        return this.#behaviour(criterion, path);
    }
  }

  #behaviour(criterion: Kind<"count" | "regular" | "sum" | "sequence" | "activation">, path: string): Criterion {
    switch (criterion.kind) {
      case "count":
        this.#window(criterion.window, `${path}/window`, true);
        return { ...criterion, event: this.#selector(criterion.event, `${path}/event`) };
      case "regular":
        this.#regular(criterion, path);
        return { ...criterion, event: this.#selector(criterion.event, `${path}/event`) };
      case "sum":
        this.#window(criterion.window, `${path}/window`, true);
        return {
          ...criterion,
          event: this.#selector(criterion.event, `${path}/event`),
          property: this.#numeric(criterion.property, criterion.event, `${path}/property`),
        };
      case "sequence":
        return this.#sequence(criterion, path);
      case "activation":
        checkDuration(criterion.within, `${path}/within`, this.#problems);
        this.#needSignUp(path);
        return { ...criterion, event: this.#selector(criterion.event, `${path}/event`) };
    }
  }

  #regular({ atLeast, of, skip = 0 }: Kind<"regular">, path: string): void {
    if (atLeast > of)
      this.#problems.add(
        `${path}/atLeast`,
        `Nobody can be active in ${atLeast} of ${of} periods.`,
        `Personne ne peut être actif pendant ${atLeast} périodes sur ${of}.`,
      );
    if (of + skip > 1_000)
      this.#problems.add(`${path}/of`, "At most 1,000 periods back.", "Au plus 1 000 périodes en arrière.");
  }

  #sequence(criterion: Kind<"sequence">, path: string): Criterion {
    this.#window(criterion.window, `${path}/window`, true);
    checkDuration(criterion.within, `${path}/within`, this.#problems);
    const both = [criterion.first, criterion.then];
    return {
      ...criterion,
      first: this.#selector(criterion.first, `${path}/first`),
      // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
      then: this.#selector(criterion.then, `${path}/then`),
      ...(criterion.sameProperty === undefined
        ? {}
        : { sameProperty: this.#eventRef(criterion.sameProperty, both, `${path}/sameProperty`) }),
    };
  }

  #trait(criterion: Kind<"property">, path: string): Criterion {
    const filter = this.#roleFilter(criterion.filter, `${path}/filter`);
    if ("userProperty" in filter || "groupProperty" in filter)
      return { kind: "property", filter: bindFilter(this.#plan, filter, [], `${path}/filter`, this.#problems) };
    if ("propertyRole" in filter) return criterion;
    this.#problems.add(
      `${path}/filter`,
      "Only user and group properties describe a person. Filter an event's properties on the event.",
      "Seules les propriétés utilisateur et de groupe décrivent une personne. Filtrez les propriétés d’un événement sur l’événement.",
    );
    return criterion;
  }

  /** About a person a property role means the user property, else the group property, that has it. */
  #roleFilter(filter: PropertyFilter, path: string): PropertyFilter {
    if (!("propertyRole" in filter)) return filter;
    const { propertyRole, ...operation } = filter;
    const user = this.#plan.userProperties.find(({ role }) => role === propertyRole);
    if (user !== undefined) return { ...operation, userProperty: user.id } as PropertyFilter;
    const group = this.#plan.groupTypes.flatMap((type) => type.properties).find(({ role }) => role === propertyRole);
    if (group !== undefined) return { ...operation, groupProperty: group.id } as PropertyFilter;
    this.#problems.add(
      `${path}/propertyRole`,
      `No user or group property has the role “${PROPERTY_ROLE_WORDS[propertyRole].en}”. Set it in the plan and publish.`,
      `Aucune propriété utilisateur ou de groupe n’a le rôle « ${PROPERTY_ROLE_WORDS[propertyRole].fr} ». Indiquez-le dans le plan et publiez.`,
    );
    return filter;
  }

  #funnelStep(criterion: Kind<"funnel_step">, path: string): Criterion {
    if (criterion.step > criterion.funnel.steps.length)
      this.#problems.add(
        `${path}/step`,
        `The funnel has ${criterion.funnel.steps.length} steps.`,
        `Le funnel compte ${criterion.funnel.steps.length} étapes.`,
      );
    return { ...criterion, funnel: this.#funnel(criterion.funnel, `${path}/funnel`) };
  }

  #selector(selector: EventSelector, path: string): EventSelector {
    const events = this.#eventsOf(selector, path);
    const where = selector.where?.map((filter, index) =>
      bindFilter(this.#plan, filter, events, `${path}/where/${index}`, this.#problems),
    );
    const filters = where === undefined ? {} : { where };
    if ("role" in selector) return { role: selector.role, ...filters };
    if ("any" in selector) return { any: true, ...filters };
    return { event: events[0]?.id ?? selector.event, ...filters };
  }

  /** With the problem noted when there is none, or more than one. */
  #eventsOf(selector: EventSelector, path: string): readonly PlanEvent[] {
    if ("role" in selector) {
      const events = eventsOf(this.#plan, selector);
      if (events.length === 0)
        this.#problems.add(
          `${path}/role`,
          `No event of the plan has the role “${EVENT_ROLE_WORDS[selector.role].en}”. Set it on an event and publish.`,
          `Aucun événement du plan n’a le rôle « ${EVENT_ROLE_WORDS[selector.role].fr} ». Indiquez-le sur un événement et publiez.`,
        );
      return events;
    }
    if ("any" in selector) return this.#plan.events;
    const events = eventsNamed(this.#plan, selector);
    if (events.length === 0)
      addUnknown(this.#problems, `${path}/event`, {
        what: WHAT.event,
        written: selector.event,
        candidates: this.#plan.events.map((event) => event.name),
      });
    if (events.length > 1) {
      const types = events.map((event) => event.callType).join(", ");
      this.#problems.add(
        `${path}/callType`,
        `Several calls are named “${selector.event}” (${types}). Say which with callType.`,
        `Plusieurs appels s’appellent « ${selector.event} » (${types}). Précisez lequel avec callType.`,
      );
    }
    return events;
  }

  #ref(ref: PropertyRef, selectors: readonly EventSelector[], path: string): PropertyRef {
    const events = selectors.flatMap((selector) => eventsOf(this.#plan, selector));
    return bindRef(this.#plan, ref, events, path, this.#problems)?.ref ?? ref;
  }

  /** A value that stands on the event itself. */
  #eventRef(ref: PropertyRef, selectors: readonly EventSelector[], path: string): PropertyRef {
    if ("userProperty" in ref || "groupProperty" in ref)
      this.#problems.add(path, "This must be a property of the event.", "Il faut ici une propriété de l’événement.");
    return this.#ref(ref, selectors, path);
  }

  /** A reference that every one of these events must have: a property of each goes by its own id. */
  #ofEach(ref: PropertyRef, selectors: readonly EventSelector[], path: string): PropertyRef {
    const bound = selectors.map((selector) => this.#ref(ref, [selector], path));
    const ids = new Set(bound.flatMap((one) => ("property" in one ? one.property.split(ID_SEPARATOR) : [])));
    return "property" in ref ? { property: [...ids].join(ID_SEPARATOR) } : (bound[0] ?? ref);
  }

  #measured({ event, measure }: Measured, path: string): Measured {
    const at = `${path}/measure/property`;
    const bound = this.#selector(event, `${path}/event`);
    if (!("property" in measure)) return { event: bound, measure };
    const { kind, property } = measure;
    const ref = kind === "distinct" ? this.#eventRef(property, [event], at) : this.#numeric(property, event, at);
    return { event: bound, measure: { ...measure, property: ref } };
  }

  #numeric(ref: PropertyRef, selector: EventSelector, path: string): PropertyRef {
    const bound = bindRef(this.#plan, ref, eventsOf(this.#plan, selector), path, this.#problems);
    if (bound === undefined) return ref;
    if ("userProperty" in ref || "groupProperty" in ref) return this.#eventRef(ref, [selector], path);
    requireNumber(bound, path, this.#problems);
    return bound.ref;
  }

  #window(window: TimeWindow, path: string, ofPerson: boolean): void {
    checkWindow(window, { path, ofPerson, problems: this.#problems });
    if ("afterSignUp" in window && ofPerson) this.#needSignUp(path);
  }

  #needSignUp(path: string): void {
    if (signUpEvents(this.#plan).length > 0) return;
    this.#problems.add(
      path,
      "No event of the plan has the role “sign-up”. Set it on an event and publish.",
      "Aucun événement du plan n’a le rôle « inscription ». Indiquez-le sur un événement et publiez.",
    );
  }

  /** The id of a saved cohort, whose own definition must hold too. */
  #cohort(written: string, path: string): string {
    const { cohorts } = this.#options;
    const found = cohorts.find(({ id }) => id === written) ?? cohorts.find(({ name }) => name === written);
    if (found === undefined) {
      addUnknown(this.#problems, path, {
        what: WHAT.cohort,
        written,
        candidates: cohorts.map(({ name }) => name),
      });
      return written;
    }
    this.#inside(found.id, path);
    return found.id;
  }

  #inside(id: string, path: string): void {
    const expanded = expandedCohort(id, this.#options.cohorts, this.#options.self);
    if ("endless" in expanded) {
      this.#problems.add(
        path,
        `The cohort “${expanded.endless}” would contain itself.`,
        `La cohorte « ${expanded.endless} » se contiendrait elle-même.`,
      );
      return;
    }
    this.#expanded += expanded.parts;
    if (this.#expanded <= MAX_EXPANDED) return;
    this.#problems.add(
      path,
      `With the cohorts inside it, the definition has more than ${MAX_EXPANDED} parts.`,
      `Avec les cohortes qu’elle contient, la définition compte plus de ${MAX_EXPANDED} parties.`,
    );
  }
}
