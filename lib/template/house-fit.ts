/** What a template names of where it came from and another project does not have: sources, and pictures. */

import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { ImageRef } from "../plan/plan-journey.ts";

/** What the project has. */
export interface Surroundings {
  /** Slugs. */
  readonly sources: ReadonlySet<string>;
  /** Hashes of pictures, there or to be brought along. */
  readonly images: ReadonlySet<string>;
}

interface Place {
  readonly source?: string;
  readonly image?: ImageRef;
}

/** Hashes of the pictures a plan shows. */
export function imagesIn(plan: Plan): ReadonlySet<string> {
  const places: readonly Place[] = [
    ...plan.events.flatMap(({ triggers }) => triggers),
    ...plan.journeys.flatMap(({ steps }) => steps),
  ];
  return new Set(places.flatMap(({ image }) => (image === undefined ? [] : [image.id])));
}

function fitPlace<P extends Place>(place: P, { sources, images }: Surroundings): P {
  const { source, image, ...rest } = place;
  return {
    ...rest,
    ...(source !== undefined && sources.has(source) ? { source } : {}),
    ...(image !== undefined && images.has(image.id) ? { image } : {}),
  } as P;
}

/** Empty would mean every source: an event of sources that are all unknown keeps naming them, for a finding to tell. */
function fitSources(named: readonly string[], there: ReadonlySet<string>): readonly string[] {
  const known = named.filter((slug) => there.has(slug));
  return known.length === 0 ? named : known;
}

/** The plan without the sources and pictures that are not there. */
export function fitted(plan: Plan, around: Surroundings): Plan {
  const events = plan.events.map((event): PlanEvent => {
    const sources = fitSources(event.sources, around.sources);
    return {
      ...event,
      sources,
      presence: event.presence.filter(({ source }) => around.sources.has(source) || sources.includes(source)),
      triggers: event.triggers.map((trigger) => fitPlace(trigger, around)),
    };
  });
  const journeys = plan.journeys.map((journey) => ({
    ...journey,
    steps: journey.steps.map((step) => fitPlace(step, around)),
  }));
  return { ...plan, events, journeys };
}
