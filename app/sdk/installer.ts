/** Programs that install: who they are, by a token in either form they can send, and how they are refused. */

import { authorizeProject } from "../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { limitRate } from "../../lib/access/rate-limit.ts";
import { CLIENT_ADDRESS_HEADER } from "../../lib/access/session-cookie.ts";
import { ERROR_TABLE, isUserError, UserError } from "../../lib/base/error.ts";
import { log } from "../../lib/base/log.ts";
import { retryAfter } from "../_access/retry-after.ts";
import { countingBadCredentials } from "../api/_rest/admit.ts";
import { languageOf } from "../api/_rest/operation.ts";

const NO_TOKEN = {
  en: "An API token that may read the plan is needed: in the address as https://token:gbt_...@host/..., or as Authorization: Bearer.",
  fr: "Il faut un jeton d’API qui peut lire le plan : dans l’adresse sous la forme https://token:gbt_…@hôte/…, ou dans l’en-tête Authorization, après Bearer.",
} as const;
const WRONG_TOKEN = {
  en: "This API token is unknown, revoked or expired.",
  fr: "Ce jeton d’API est inconnu, révoqué ou expiré.",
} as const;

/** npm sends a bearer; addresses with a name and a password, and pip, send both; some send the token as the name alone. */
function tokenOf(request: Request): string | undefined {
  const [, scheme = "", given = ""] =
    /^(bearer|basic)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (scheme.toLowerCase() !== "basic") return given || undefined;
  const pair = Buffer.from(given, "base64").toString("utf8");
  const at = pair.indexOf(":");
  return pair.slice(at + 1) || pair.slice(0, Math.max(at, 0)) || undefined;
}

/** Proof that the request may read the plan of this project. Throws `UserError`. */
export async function admitInstaller(request: Request, slug: string): Promise<AuthorizedProject> {
  const token = tokenOf(request);
  if (token === undefined) throw new UserError("unauthenticated", { fields: [{ path: "", ...NO_TOKEN }] });
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
  const authorized = await countingBadCredentials(address, () =>
    authorizeProject({ token }, slug, { scope: "plan:read" }),
  );
  await limitRate("installSdk", authorized.actor.id);
  return authorized;
}

function lineOf(error: UserError, language: "en" | "fr"): string {
  const own = error.fields[0]?.[language];
  if (own !== undefined) return own;
  return (error.code === "unauthenticated" ? WRONG_TOKEN : ERROR_TABLE[error.code])[language];
}

/** npm shows its own words about any scheme it is asked for; told of none it shows our line. */
function challenge(request: Request): Readonly<Record<string, string>> {
  const isNpm = request.headers.get("user-agent")?.startsWith("npm/") === true;
  return isNpm ? {} : { "WWW-Authenticate": 'Basic realm="gabarit"' };
}

/** One line, where npm looks for it. */
export function refusal(request: Request, thrown: unknown): Response {
  if (!isUserError(thrown)) log().error({ origin: "sdk", err: thrown }, "an installation failed");
  const error = isUserError(thrown) ? thrown : new UserError("internal");
  const language = languageOf(request);
  return Response.json(
    { error: lineOf(error, language), code: error.code },
    {
      status: error.status,
      headers: {
        "Cache-Control": "no-store",
        "Content-Language": language,
        ...retryAfter(error),
        ...(error.status === 401 ? challenge(request) : {}),
      },
    },
  );
}
