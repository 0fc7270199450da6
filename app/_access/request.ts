/** What a page or a server action knows about the request: who asks, from where, in which language. */

import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { authorizeProject, type Credential } from "../../lib/access/authorize.ts";
import type { AuthorizedProject, Role } from "../../lib/access/authorized.ts";
import type { Visitor } from "../../lib/access/person.ts";
import { findSession, type NewSession, type SessionPerson } from "../../lib/access/session.ts";
import { CLIENT_ADDRESS_HEADER, LANGUAGE_COOKIE, PATH_HEADER, sessionCookie } from "../../lib/access/session-cookie.ts";
import { readEnv } from "../../lib/base/env.ts";
import { isUserError, UserError } from "../../lib/base/error.ts";
import { isLanguage } from "../../lib/i18n/translate.ts";
import type { Language } from "../../lib/plan/plan.ts";

/** The session token of the request's cookie. */
export async function sessionToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookie(readEnv().publicUrl).name)?.value;
}

/** The credential of the signed-in person. Throws `unauthenticated`. */
export async function sessionCredential(): Promise<Credential> {
  const session = await sessionToken();
  if (!session) throw new UserError("unauthenticated");
  return { session };
}

/** The signed-in person, or undefined. */
export const currentPerson = cache(async (): Promise<SessionPerson | undefined> => {
  const token = await sessionToken();
  return token ? findSession(token) : undefined;
});

/** The path and query that was asked for, always within this site. */
export async function requestPath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/";
}

/** The language of the page asked for, else English: for server actions, which know no route parameters. */
export async function requestLanguage(): Promise<Language> {
  const first = (await requestPath()).split("/")[1] ?? "";
  return isLanguage(first) ? first : "en";
}

export async function currentVisitor(): Promise<Visitor> {
  const list = await headers();
  return {
    address: list.get(CLIENT_ADDRESS_HEADER) ?? "unknown",
    userAgent: list.get("user-agent") ?? "",
    session: await sessionToken(),
  };
}

/** Sends the visitor to the sign-in page and back afterwards. */
export async function redirectToSignIn(language: Language): Promise<never> {
  const path = await requestPath();
  redirect(`/${language}/sign-in?next=${encodeURIComponent(path)}`);
}

/** The signed-in person; a visitor is sent to sign in. For pages. */
export async function requirePerson(language: Language): Promise<SessionPerson> {
  return (await currentPerson()) ?? (await redirectToSignIn(language));
}

const readProject = cache(async (slug: string): Promise<AuthorizedProject> => {
  return authorizeProject(await sessionCredential(), slug);
});

/**
 * Proof for a page: the project of the address, at least as a viewer. A visitor is sent to sign in, an outsider sees "not
 * found". Pages that only some roles may see compare `role` themselves and say so.
 */
export async function openProject(language: Language, slug: string): Promise<AuthorizedProject> {
  try {
    return await readProject(slug);
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code === "unauthenticated") return redirectToSignIn(language);
    // The start page says which access has ended and when.
    if (error.data.accessEndedAt !== undefined) redirect(`/${language}?ended=${encodeURIComponent(slug)}`);
    notFound();
  }
}

/** Proof for a server action. Throws UserError, which `formAction` turns into the state of the form. */
export async function actionProject(slug: string, atLeast: Role): Promise<AuthorizedProject> {
  return authorizeProject(await sessionCredential(), slug, { atLeast });
}

/** Gives the browser its session. Only in a server action or a route handler. */
export async function keepSession(session: NewSession): Promise<void> {
  const jar = await cookies();
  const { name, ...rules } = sessionCookie(readEnv().publicUrl);
  jar.set(name, session.token, { ...rules, expires: session.expiresAt });
  await keepLanguage(session.language);
}

export async function dropSession(): Promise<void> {
  const { name, ...rules } = sessionCookie(readEnv().publicUrl);
  (await cookies()).set(name, "", { ...rules, maxAge: 0 });
}

export async function keepLanguage(language: Language): Promise<void> {
  const { sameSite, secure, path } = sessionCookie(readEnv().publicUrl);
  // No secret: the language menu writes it too.
  (await cookies()).set(LANGUAGE_COOKIE, language, { sameSite, secure, path, maxAge: 365 * 86_400 });
}

/** The language segment of a page; the root layout has refused every other by then. */
export function pageLanguage(locale: string): Language {
  return isLanguage(locale) ? locale : "en";
}

/** Where to go after signing in: a path of this site's own pages, else the start page. */
export function safeReturn(path: string | undefined, language: Language): string {
  const own = path !== undefined && /^\/(en|fr)(\/[^/\\]|\?|$)/.test(path) && !/[\\\s]|\/\//.test(path);
  return own ? path : `/${language}`;
}
