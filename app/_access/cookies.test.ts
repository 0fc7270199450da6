/** Cookies that the server sets: wherever one is set, over http and over https, it carries what protects it. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createInvitation } from "../../lib/access/invitation.ts";
import { createResetLink, createSignInLink } from "../../lib/access/one-time-link.ts";
import { asWorkspace, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { usePlanDb } from "../../lib/store/testing.ts";
import { joinAsNewAction, resetAction, signInAction, signOut } from "../[locale]/(auth)/actions.ts";
import { GET as signInByLink } from "../[locale]/(auth)/sign-in/[secret]/route.ts";
import {
  changePasswordAction,
  endAllSessionsAction,
  updateProfileAction,
} from "../[locale]/(workspace)/[project]/settings/account/actions.ts";
import { form } from "./testing/action-row.ts";

usePlanDb();

type CookieSet = readonly [name: string, value: string, rules: Readonly<Record<string, unknown>>];
const jar = vi.hoisted(() => ({ cookies: new Map<string, string>(), set: [] as unknown[] }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = jar.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
    set: (...args: readonly [string, string, unknown]) => {
      jar.set.push(args);
      jar.cookies.set(args[0], args[1]);
    },
  }),
  headers: async () =>
    new Headers({ "x-gabarit-client": `198.51.100.${Math.random()}`, "x-gabarit-path": "/en/somewhere" }),
}));
vi.mock("next/cache", () => ({ refresh: () => {} }));

const PASSWORD = "tangerine balcony";
let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => vi.unstubAllEnvs());

/** What the actions set on the way: they end in redirects. */
async function setBy(act: () => Promise<unknown>): Promise<readonly CookieSet[]> {
  jar.set.length = 0;
  await act().catch((error: { digest?: string }) => {
    if (!error.digest?.startsWith("NEXT_REDIRECT")) throw error;
  });
  return [...jar.set] as CookieSet[];
}

type Form = Parameters<typeof signInAction>;
const filled = (fields: Readonly<Record<string, string>>) => form(fields) as unknown as Form;
const secretOf = (path: string) => path.split("/")[2] ?? "";

/** In an order in which each has the session that the one before it left. */
const WAYS: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    "a reset link",
    async () => {
      const { path } = await createResetLink(await asWorkspace(world), world.people.editor.id);
      return resetAction(...filled({ secret: secretOf(path), password: PASSWORD }));
    },
  ],
  ["signing in", () => signInAction(...filled({ email: world.people.editor.email, password: PASSWORD }))],
  [
    "a sign-in link",
    async () => {
      const { path } = await createSignInLink(world.people.editor.email);
      const params = Promise.resolve({ locale: "en", secret: secretOf(path) });
      return signInByLink(new Request("http://localhost:3000/x"), { params });
    },
  ],
  ["changing the password", () => changePasswordAction(...filled({ current: PASSWORD, next: `${PASSWORD} 2` }))],
  ["choosing a language", () => updateProfileAction(...filled({ name: "Me", language: "fr" }))],
  ["signing out", () => signOut("en")],
  [
    "joining",
    async () => {
      const email = `joins-${Math.random().toString(36).slice(2)}@example.test`;
      const { secret } = await createInvitation(await asWorkspace(world), { email, role: "viewer" });
      return joinAsNewAction(...filled({ secret, name: "New", password: PASSWORD }));
    },
  ],
  ["ending all sessions", () => endAllSessionsAction(...filled({}))],
];

describe.each(["http://localhost:3000", "https://gabarit.example.test"])("at %s", (publicUrl) => {
  const secure = publicUrl.startsWith("https:");
  const session = secure ? "__Host-gabarit_session" : "gabarit_session";

  it("hands each session to this host alone, out of the reach of scripts and other sites", async () => {
    world = await makeWorld();
    jar.cookies.clear();
    vi.stubEnv("GABARIT_PUBLIC_URL", publicUrl);
    for (const [way, act] of WAYS) {
      const set = await setBy(act);
      expect(set.length, way).toBeGreaterThan(0);
      for (const [name, value, rules] of set) {
        expect(rules, `${way}: ${name}`).toMatchObject({ sameSite: "lax", secure, path: "/" });
        expect(rules, `${way}: ${name}`).not.toHaveProperty("domain");
        if (name === "gabarit_language") expect(["en", "fr"]).toContain(value);
        else {
          expect(name, way).toBe(session);
          expect(rules, way).toMatchObject({ httpOnly: true });
          if (value === "") expect(rules, way).toMatchObject({ maxAge: 0 });
          else expect((rules.expires as Date).getTime(), way).toBeGreaterThan(Date.now());
        }
      }
    }
  });
});

it("sets cookies in one place only", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const files = ["app", "lib", "server"].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$|testing/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  const setting = files.filter((file) =>
    /set-cookie|cookies\(\)\)\.set|jar\.set\(|document\.cookie/i.test(readFileSync(`${root}/${file}`, "utf8")),
  );
  // The menus for language and theme write those two themselves: preferences, no secrets.
  expect(setting.sort()).toEqual(["app/_access/request.ts", "app/_shell/preference.ts"]);
});
