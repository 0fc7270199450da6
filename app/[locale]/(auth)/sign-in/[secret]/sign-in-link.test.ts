import { beforeEach, expect, it, vi } from "vitest";
import { createSignInLink } from "../../../../../lib/access/one-time-link.ts";
import { findSession } from "../../../../../lib/access/session.ts";
import { makePerson } from "../../../../../lib/access/testing.ts";
import { usePlanDb } from "../../../../../lib/store/testing.ts";
import { GET } from "./route.ts";

usePlanDb();

const jar = vi.hoisted(() => new Map<string, string>());
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined, set: (name: string, value: string) => jar.set(name, value) }),
  headers: async () => new Headers({ "x-gabarit-client": `203.0.113.${Math.random()}` }),
}));

beforeEach(() => jar.clear());

function open(secret: string): Promise<Response> {
  const request = new Request(`http://localhost:3000/fr/sign-in/${secret}`);
  return GET(request, { params: Promise.resolve({ locale: "fr", secret }) });
}

it("signs in once and leads to the start page", async () => {
  const person = await makePerson("demo");
  const secret = (await createSignInLink(person.email)).path.split("/")[2] ?? "";
  const first = await open(secret);
  expect([first.status, first.headers.get("location")]).toEqual([303, "http://localhost:3000/fr"]);
  expect(await findSession(jar.get("gabarit_session") ?? "")).toMatchObject({ email: person.email });
  jar.clear();
  const again = await open(secret);
  expect(again.headers.get("location")).toBe("http://localhost:3000/fr/sign-in?link=used");
  expect(jar.size).toBe(0);
});

it("gives nothing for a guess", async () => {
  for (const secret of ["", "guess", "x".repeat(43), "'; select 1"]) {
    expect((await open(secret)).headers.get("location")).toContain("link=used");
    expect(jar.size).toBe(0);
  }
});
