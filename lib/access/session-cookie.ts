/** The cookie that carries a session's token. Its name binds it to this very host once the address is https. */

export interface CookieRules {
  readonly name: string;
  readonly httpOnly: true;
  readonly sameSite: "lax";
  readonly secure: boolean;
  readonly path: "/";
}

/** `__Host-` and Secure only over https: a browser drops such cookies on plain http. */
export function sessionCookie(publicUrl: string): CookieRules {
  const secure = publicUrl.startsWith("https:");
  return {
    name: secure ? "__Host-gabarit_session" : "gabarit_session",
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
  };
}

/** The value of one cookie in a `Cookie` header. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** Set by the server in front of the pages, from the socket and trusted proxies only; never believed from outside. */
export const CLIENT_ADDRESS_HEADER = "x-gabarit-client";
/** The path and query of the request, for the way back after signing in. Set by the server as well. */
export const PATH_HEADER = "x-gabarit-path";
/** The language a visitor chose, kept for the addresses without one. */
export const LANGUAGE_COOKIE = "gabarit_language";
