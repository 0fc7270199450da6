/** How many requests were answered, how, and in what time: counted with every request, written out when asked for. */

const BOUNDS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Surface {
  readonly statuses: Map<number, number>;
  /** Requests up to each bound and above the one before; the last is for all slower ones. */
  readonly buckets: number[];
  count: number;
  sumSeconds: number;
}

function bucketOf(seconds: number): number {
  let bucket = 0;
  while (bucket < BOUNDS_SECONDS.length && seconds > (BOUNDS_SECONDS[bucket] as number)) bucket++;
  return bucket;
}

function countLines(name: string, { statuses }: Surface): string[] {
  return [...statuses].map(
    ([status, count]) => `gabarit_http_requests_total{surface="${name}",status="${status}"} ${count}`,
  );
}

function timeLines(name: string, { buckets, count, sumSeconds }: Surface): string[] {
  let upTo = 0;
  const bounded = BOUNDS_SECONDS.map((bound, index) => {
    upTo += buckets[index] ?? 0;
    return `gabarit_http_request_seconds_bucket{le="${bound}",surface="${name}"} ${upTo}`;
  });
  return [
    ...bounded,
    `gabarit_http_request_seconds_bucket{le="+Inf",surface="${name}"} ${count}`,
    `gabarit_http_request_seconds_sum{surface="${name}"} ${sumSeconds}`,
    `gabarit_http_request_seconds_count{surface="${name}"} ${count}`,
  ];
}

export class RequestFigures {
  readonly #surfaces = new Map<string, Surface>();

  count(name: string, status: number, seconds: number): void {
    let surface = this.#surfaces.get(name);
    if (surface === undefined) {
      surface = {
        statuses: new Map(),
        buckets: new Array<number>(BOUNDS_SECONDS.length + 1).fill(0),
        count: 0,
        sumSeconds: 0,
      };
      this.#surfaces.set(name, surface);
    }
    surface.statuses.set(status, (surface.statuses.get(status) ?? 0) + 1);
    const bucket = bucketOf(seconds);
    surface.buckets[bucket] = (surface.buckets[bucket] ?? 0) + 1;
    surface.count += 1;
    surface.sumSeconds += seconds;
  }

  /** In Prometheus' text form. */
  text(): string {
    const surfaces = [...this.#surfaces];
    const lines = [
      "# HELP gabarit_http_requests_total Requests answered.",
      "# TYPE gabarit_http_requests_total counter",
      ...surfaces.flatMap(([name, surface]) => countLines(name, surface)),
      "# HELP gabarit_http_request_seconds Time from a request's arrival to its answer's end.",
      "# TYPE gabarit_http_request_seconds histogram",
      ...surfaces.flatMap(([name, surface]) => timeLines(name, surface)),
    ];
    return `${lines.join("\n")}\n`;
  }
}
