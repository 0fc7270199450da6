import { signInWithLink } from "../../../../../lib/access/one-time-link.ts";
import { readEnv } from "../../../../../lib/base/env.ts";
import { isUserError } from "../../../../../lib/base/error.ts";
import { currentVisitor, keepSession, pageLanguage } from "../../../../_access/request.ts";

/** A one-time sign-in link, printed by the demo at its start: signs in and leads to the start page. */
export async function GET(_: Request, context: { params: Promise<{ locale: string; secret: string }> }) {
  const { locale, secret } = await context.params;
  const home = `/${pageLanguage(locale)}`;
  const lead = (path: string) =>
    new Response(null, {
      status: 303,
      headers: { Location: `${readEnv().publicUrl}${path}`, "Cache-Control": "no-store" },
    });
  try {
    await keepSession(await signInWithLink(secret, await currentVisitor()));
    return lead(home);
  } catch (error) {
    if (!isUserError(error)) throw error;
    return lead(`${home}/sign-in?link=used`);
  }
}
