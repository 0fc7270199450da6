/** How often something may be tried, per account and per address. Counted in memory: one process serves an installation. */

import { RateLimiterMemory } from "rate-limiter-flexible";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";

/** `points` tries in `seconds`. Only failures count where the caller forgives a success. */
export const RATE_LIMITS = {
  signInPair: { points: 10, seconds: 900 },
  signInAccount: { points: 100, seconds: 3600 },
  signInAddress: { points: 60, seconds: 900 },
  setUp: { points: 10, seconds: 900 },
  resetAddress: { points: 20, seconds: 900 },
  createReset: { points: 30, seconds: 3600 },
  forgottenAddress: { points: 10, seconds: 900 },
  forgottenAccount: { points: 3, seconds: 3600 },
  createInvitation: { points: 60, seconds: 3600 },
  acceptInvitation: { points: 20, seconds: 900 },
  changePassword: { points: 10, seconds: 900 },
  createToken: { points: 60, seconds: 3600 },
  leakedLookup: { points: 60, seconds: 60 },
  leakedToken: { points: 1, seconds: 3600 },
  badCredential: { points: 120, seconds: 300 },
  comment: { points: 60, seconds: 300 },
  askReview: { points: 30, seconds: 300 },
  publish: { points: 60, seconds: 600 },
  postCode: { points: 120, seconds: 600 },
  query: { points: 900, seconds: 60 },
  compare: { points: 120, seconds: 60 },
  testWebhook: { points: 30, seconds: 600 },
  testAlert: { points: 30, seconds: 600 },
  digestNow: { points: 10, seconds: 3600 },
  exportData: { points: 120, seconds: 600 },
  installSdk: { points: 600, seconds: 600 },
  openArchive: { points: 20, seconds: 3600 },
  openShare: { points: 120, seconds: 300 },
  sharePassphrase: { points: 10, seconds: 900 },
  sharePassphraseLink: { points: 200, seconds: 3600 },
  shareLink: { points: 200, seconds: 3600 },
} as const satisfies Record<string, { points: number; seconds: number }>;
export type RateLimit = keyof typeof RATE_LIMITS;

function limiter(name: RateLimit): RateLimiterMemory {
  return processState(`rateLimit.${name}`, () => {
    const { points, seconds } = RATE_LIMITS[name];
    return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  });
}

/** What the limiter rejects with, told by its shape: the class may be the other bundle's copy. */
function millisecondsToWait(rejection: unknown): number | undefined {
  if (typeof rejection !== "object" || rejection === null || rejection instanceof Error) return undefined;
  const wait = "msBeforeNext" in rejection ? rejection.msBeforeNext : undefined;
  return typeof wait === "number" ? wait : undefined;
}

/** Counts one try; throws `rate_limited` with `retryAfterSeconds` once there were too many. */
export async function limitRate(name: RateLimit, key: string): Promise<void> {
  try {
    await limiter(name).consume(key);
  } catch (error) {
    const wait = millisecondsToWait(error);
    if (wait === undefined) throw error;
    throw new UserError("rate_limited", { data: { retryAfterSeconds: Math.ceil(wait / 1000) } });
  }
}

/** Takes the last try back: it succeeded. */
export async function forgiveRate(name: RateLimit, key: string): Promise<void> {
  await limiter(name).reward(key);
}

/** Starts the count afresh. */
export async function clearRate(name: RateLimit, key: string): Promise<void> {
  await limiter(name).delete(key);
}
