import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type SecurityRules, secureRequestUnder } from "./security.ts";
import { clientAddress } from "./security-address.ts";
import { preferredLanguage } from "./security-language.ts";

const RULES: SecurityRules = { publicUrl: "https://gabarit.example.test", trustedProxies: [] };
let server: Server | undefined;

afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that answers with the headers that reached it, as Next would see them. */
async function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; rules?: SecurityRules } = {},
): Promise<Answer & { seen: IncomingHttpHeaders }> {
  const rules = options.rules ?? RULES;
  server = createServer((req, res) => {
    if (secureRequestUnder(req, res, rules)) res.end(JSON.stringify({ seen: req.headers, raw: req.rawHeaders }));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<Answer>((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method: options.method ?? "GET", headers: options.headers ?? {} },
      (res) => {
        let body = "";
        res.on("data", (chunk) => (body += chunk));
        res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
  const passed = answer.body.startsWith('{"seen"') ? (JSON.parse(answer.body) as { seen: IncomingHttpHeaders }) : null;
  return { ...answer, seen: passed?.seen ?? {} };
}

const COOKIE = { cookie: "__Host-gabarit_session=abc" };

describe("headers of every answer", () => {
  it("protect, with a nonce of the request's own that Next can read", async () => {
    const first = await ask("/fr/shop/plan");
    const policy = String(first.headers["content-security-policy"]);
    expect(first.seen["content-security-policy"]).toBe(policy);
    const nonce = /script-src 'nonce-([A-Za-z0-9+/]{24})' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(first.seen["x-nonce"]).toBe(nonce);
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(first.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "x-frame-options": "DENY",
      "strict-transport-security": expect.stringContaining("max-age="),
    });
    expect(first.headers["permissions-policy"]).toContain("camera=()");
    server?.close();
    const second = await ask("/fr/shop/plan");
    expect(second.seen["x-nonce"]).not.toBe(nonce);
  });

  it("promise https only where the address is https", async () => {
    const plain = await ask("/fr", { rules: { ...RULES, publicUrl: "http://localhost:3000" } });
    expect(plain.headers["strict-transport-security"]).toBeUndefined();
  });

  it("stand on refusals and redirects as well", async () => {
    for (const [path, method] of [
      ["/", "GET"],
      ["/fr/x", "POST"],
      ["//evil.test/", "GET"],
    ] as const) {
      const answer = await ask(path, { method });
      expect(answer.headers["content-security-policy"], path).toContain("object-src 'none'");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      server?.close();
    }
  });
});

describe("headers from outside", () => {
  it("never reach the pages", async () => {
    const answer = await ask("/en/shop/plan?x=1", {
      headers: {
        "x-middleware-subrequest": "middleware:middleware:middleware",
        "x-forwarded-host": "evil.test",
        "x-forwarded-for": "203.0.113.9",
        forwarded: "for=203.0.113.9",
        "x-nonce": "chosen",
        "content-security-policy": "script-src 'nonce-chosen'",
        "x-gabarit-client": "203.0.113.9",
        "x-gabarit-path": "//evil.test",
        "x-invoke-path": "/en/other",
      },
    });
    for (const name of ["x-middleware-subrequest", "x-forwarded-host", "x-forwarded-for", "forwarded", "x-invoke-path"])
      expect(answer.seen[name], name).toBeUndefined();
    expect(answer.body).not.toContain("evil.test");
    expect(answer.body).not.toContain("chosen");
    expect(answer.seen["x-gabarit-client"]).toBe("127.0.0.1");
    expect(answer.seen["x-gabarit-path"]).toBe("/en/shop/plan?x=1");
    expect(answer.seen["x-forwarded-proto"]).toBe("https");
  });

  it("refuses addresses that a browser would read as another site", async () => {
    for (const path of ["//evil.test/fr", "/\\evil.test"]) {
      expect((await ask(path)).status).toBe(400);
      server?.close();
    }
  });
});

describe("origin guard", () => {
  const refused: [string, Record<string, string>][] = [
    ["another site", { ...COOKIE, origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
    ["a sibling domain", { ...COOKIE, origin: "https://a.gabarit.example.test", "sec-fetch-site": "same-site" }],
    ["the right name over http", { ...COOKIE, origin: "http://gabarit.example.test" }],
    ["a sandboxed frame", { ...COOKIE, origin: "null" }],
    ["no word on where it comes from", { ...COOKIE }],
    ["a rebound name", { ...COOKIE, origin: "https://evil.test", "sec-fetch-site": "same-origin" }],
    ["a lie in X-Forwarded-Host", { ...COOKIE, origin: "https://evil.test", "x-forwarded-host": "evil.test" }],
  ];
  for (const path of ["/fr/shop/plan", "/api/v1/projects/shop/plan"])
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      it(`refuses ${method} ${path} with a cookie from anywhere else`, async () => {
        for (const [what, headers] of refused) {
          const answer = await ask(path, { method, headers });
          expect(answer.status, what).toBe(403);
          expect(JSON.parse(answer.body)).toMatchObject({ code: "forbidden", status: 403 });
          server?.close();
        }
      });

  it("lets our own pages write, and tells Next which host they have", async () => {
    const own = await ask("/fr/shop/plan", { method: "POST", headers: { ...COOKIE, origin: RULES.publicUrl } });
    expect(own.status).toBe(200);
    expect(own.seen["x-forwarded-host"]).toBe("gabarit.example.test");
    server?.close();
    const told = await ask("/fr/shop/plan", {
      method: "POST",
      headers: { ...COOKIE, "sec-fetch-site": "same-origin" },
    });
    expect(told.status).toBe(200);
  });

  it("guards pages also before anyone has a cookie (signing someone in against their will)", async () => {
    expect((await ask("/fr/sign-in", { method: "POST", headers: { origin: "https://evil.test" } })).status).toBe(403);
  });

  it("leaves programs alone: a bearer token, or no credential at all, on the API", async () => {
    const bearer = await ask("/api/v1/projects", {
      method: "POST",
      headers: { ...COOKIE, authorization: "Bearer gbt_x" },
    });
    expect(bearer.status).toBe(200);
    server?.close();
    expect((await ask("/api/v1/projects", { method: "POST" })).status).toBe(200);
  });

  it("does not stand in the way of reading", async () => {
    expect((await ask("/fr/shop/plan", { headers: { ...COOKIE, origin: "https://evil.test" } })).status).toBe(200);
  });
});

describe("addresses without a language", () => {
  it("lead to the reader's, query included", async () => {
    const french = await ask("/docs/ingest?x=1", { headers: { "accept-language": "de, fr-CA;q=0.9, en;q=0.8" } });
    expect([french.status, french.headers.location]).toEqual([307, "/fr/docs/ingest?x=1"]);
    server?.close();
    const chosen = await ask("/", { headers: { "accept-language": "fr", cookie: "gabarit_language=en" } });
    expect(chosen.headers.location).toBe("/en");
    server?.close();
    expect((await ask("/sign-in")).headers.location).toBe("/en/sign-in");
    server?.close();
    expect((await ask("/signing-in")).status).toBe(200);
  });

  it("weighs what the browser asks for", () => {
    expect(preferredLanguage(undefined, "en;q=0.3, fr;q=0.9")).toBe("fr");
    expect(preferredLanguage(undefined, "en-GB, fr")).toBe("en");
    expect(preferredLanguage(undefined, "fr;q=0, de")).toBe("en");
    expect(preferredLanguage("xx", undefined)).toBe("en");
    expect(preferredLanguage(undefined, ";;;q=,,")).toBe("en");
  });
});

describe("client address", () => {
  function address(remote: string, forwarded: string | undefined, trusted: readonly string[]): string {
    const req = { socket: { remoteAddress: remote }, headers: forwarded ? { "x-forwarded-for": forwarded } : {} };
    return clientAddress(req as never, trusted);
  }

  it("believes X-Forwarded-For only from trusted proxies, and only its trusted end", () => {
    expect(address("203.0.113.1", "198.51.100.7", [])).toBe("203.0.113.1");
    expect(address("203.0.113.1", "198.51.100.7", ["10.0.0.0/8"])).toBe("203.0.113.1");
    expect(address("10.0.0.2", "198.51.100.7", ["10.0.0.0/8"])).toBe("198.51.100.7");
    expect(address("10.0.0.2", "1.2.3.4, 198.51.100.7, 10.9.9.9", ["10.0.0.0/8"])).toBe("198.51.100.7");
    expect(address("::ffff:10.0.0.2", "198.51.100.7", ["10.0.0.2"])).toBe("198.51.100.7");
    expect(address("10.0.0.2", "nonsense", ["10.0.0.0/8"])).toBe("10.0.0.2");
    expect(address("10.0.0.2", "198.51.100.7:4711", ["10.0.0.0/8"])).toBe("198.51.100.7");
  });

  it("counts an IPv6 client by its network", () => {
    expect(address("2001:db8:1:2:3:4:5:6", undefined, [])).toBe("2001:db8:1:2::/64");
    expect(address("::1", "2001:db8::1", ["::1"])).toBe("2001:db8:0:0::/64");
  });
});

describe("documents of the plan", () => {
  const POLICY = /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action /;

  it("run nothing, and only our own screen frames one", async () => {
    const { headers } = await ask("/fr/shop/plan/documents/view?version=3");
    expect(String(headers["content-security-policy"])).toMatch(POLICY);
    expect(headers["content-security-policy"]).toContain("form-action 'none'; frame-ancestors 'self'");
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
    const screen = await ask("/fr/shop/plan/documents");
    expect(screen.headers["x-frame-options"]).toBe("DENY");
  });

  it("are read by whoever has the address: no frame, no referrer, and a passphrase without an origin", async () => {
    const { headers } = await ask("/share/abc");
    expect(String(headers["content-security-policy"])).toMatch(POLICY);
    expect(headers["content-security-policy"]).toContain("form-action 'self'; frame-ancestors 'none'");
    expect(headers).toMatchObject({ "x-frame-options": "DENY", "referrer-policy": "no-referrer" });
    const posted = { method: "POST", headers: { ...COOKIE, origin: "null", "sec-fetch-site": "same-origin" } };
    expect((await ask("/share/abc", posted)).status).toBe(200);
    for (const path of ["/shared", "/en/share/abc", "/share"]) expect((await ask(path, posted)).status).toBe(403);
  });
});
