/** What a mail program calls when its reader ends letters with one click (RFC 8058): no page, no cookie, the link alone. */

import { redirect } from "next/navigation";
import { endLettersBy, lettersOf } from "../../../../lib/notify/unsubscribe.ts";

interface Context {
  readonly params: Promise<{ token: string }>;
}

const HEADERS = { "Cache-Control": "no-store" };

export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const ended = await endLettersBy((await params).token);
  return new Response(null, { status: ended === undefined ? 404 : 204, headers: HEADERS });
}

/** A reader who opens the address of the header is asked first. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const letters = await lettersOf(token);
  if (letters === undefined) return new Response(null, { status: 404, headers: HEADERS });
  redirect(`/${letters.language}/fewer-letters/${encodeURIComponent(token)}`);
}
