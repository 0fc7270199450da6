/** The coverage of a plan as the API answers it and the command line prints it: names for objects, sentences for what is missing. */

import { translator } from "../i18n/translator.ts";
import type { Coverage } from "../plan/coverage.ts";
import { type CoverageGap, coverageGaps } from "../plan/coverage-gap.ts";
import type { Language, LocalizedText, Plan } from "../plan/plan.ts";

interface ToldEvent {
  readonly id: string;
  readonly name: string;
}

interface ToldGoal {
  readonly id: string;
  readonly name: LocalizedText;
}

/** An event, a bundle, the plan's people, a group type. */
interface ToldOwner extends ToldEvent {
  readonly kind: string;
}

interface ToldDecision extends ToldGoal {
  readonly metrics: readonly ToldGoal[];
  readonly events: readonly ToldEvent[];
  readonly isFed: boolean;
}

interface ToldIdle {
  readonly id: string;
  /** Dotted, with what it stands in. */
  readonly name: string;
  readonly of: ToldOwner;
  readonly path: string;
  readonly isProved: boolean;
  /** ISO instant. */
  readonly lastRead?: string;
}

interface ToldGap extends CoverageGap {
  readonly en: string;
  readonly fr: string;
}

export interface ToldCoverage {
  /** Those without an event first. */
  readonly decisions: readonly ToldDecision[];
  readonly servingNothing: readonly ToldEvent[];
  /** The proved ones first. */
  readonly idle: readonly ToldIdle[];
  readonly critical: readonly ToldEvent[];
  /** What identifies a person, in words; absent as long as nobody said it. */
  readonly canonicalUserId?: string;
  readonly counted: Coverage["counted"];
  /** ISO instant; nothing is known of reading before. */
  readonly readsSince?: string;
  /** What is missing. */
  readonly gaps: readonly ToldGap[];
}

const named = ({ id, name }: ToldEvent): ToldEvent => ({ id, name });
const goal = ({ id, name }: ToldGoal): ToldGoal => ({ id, name });

/** `readsSince` where it may be told when questions read what. */
export function toldCoverage(plan: Plan, coverage: Coverage, readsSince?: Date): ToldCoverage {
  const { decisions, servingNothing, idle, critical, counted } = coverage;
  const canonicalUserId = plan.settings.canonicalUserId?.trim();
  const sentence = (language: Language, { kind, count }: CoverageGap) =>
    translator(language, "coverage")(`gaps.${kind}`, { count });
  return {
    decisions: decisions.map(({ decision, metrics, events, isFed }) => ({
      ...goal(decision),
      metrics: metrics.map(goal),
      events: events.map(named),
      isFed,
    })),
    servingNothing: servingNothing.map(named),
    idle: idle.map(({ placed, isProved, lastRead }) => ({
      id: placed.property.id,
      name: placed.name,
      of: { kind: placed.owner.kind, ...named(placed.owner) },
      path: placed.path,
      isProved,
      ...(readsSince === undefined || lastRead === undefined ? {} : { lastRead: lastRead.toISOString() }),
    })),
    critical: critical.map(named),
    ...(canonicalUserId ? { canonicalUserId } : {}),
    counted,
    ...(readsSince === undefined ? {} : { readsSince: readsSince.toISOString() }),
    gaps: coverageGaps(coverage, plan.settings).map((gap) => ({
      ...gap,
      en: sentence("en", gap),
      fr: sentence("fr", gap),
    })),
  };
}
