import { expect, test } from "vitest";
import { envExample, readEnv, settleEnv } from "./env.ts";
import { isStartRefusal } from "./start-refusal.ts";
import { checksum62 } from "./token-form.ts";

function refusalOf(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    if (isStartRefusal(error)) return error.message;
    throw error;
  }
  throw new Error("was accepted");
}

test("an empty environment gives the embedded stores on the loopback address", () => {
  expect(readEnv({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    dataDir: "./data",
    databaseUrl: undefined,
    clickhouseUrl: undefined,
    bootstrapToken: undefined,
    trustedProxies: [],
    smtpUrl: undefined,
    privateWebhooks: [],
    metricsToken: undefined,
  });
});

test("an empty value is the same as an absent one", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: "" })).toEqual(readEnv({}));
});

test("the public address follows the port and loses its trailing slash", () => {
  expect(readEnv({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
  expect(readEnv({ GABARIT_PUBLIC_URL: "https://g.example/" }).publicUrl).toBe("https://g.example");
});

test("every bad variable is named at once, on one line, with a hint and without its value", () => {
  const message = refusalOf({
    PORT: "99999",
    DATABASE_URL: "mysql://root:hunter2@db/x",
    GABARIT_BOOTSTRAP_TOKEN: "short-secret",
    GABARIT_TRUSTED_PROXIES: "10.0.0.0/8, everyone!",
  });
  expect(message).toContain("PORT must be a whole number from 1 to 65535");
  expect(message).toContain("DATABASE_URL must be postgresql://");
  expect(message).toContain("GABARIT_BOOTSTRAP_TOKEN must be at least 32 characters");
  expect(message).toContain("GABARIT_TRUSTED_PROXIES must be");
  expect(message).not.toMatch(/\n|hunter2|short-secret/);
});

test("a first token that would be refused as no token is refused at start", () => {
  const token = `gbt_${"0".repeat(43)}`;
  const given = (checksum: string) => ({ GABARIT_BOOTSTRAP_TOKEN: `${token}${checksum}` });
  expect(refusalOf(given("000000"))).toContain("GABARIT_BOOTSTRAP_TOKEN must be");
  expect(refusalOf(given(""))).toContain("what begins with gbt_ must be a whole token");
  const whole = given(checksum62("0".repeat(43)));
  expect(readEnv(whole).bootstrapToken).toBe(whole.GABARIT_BOOTSTRAP_TOKEN);
});

test("proxies are a list of addresses and ranges", () => {
  expect(readEnv({ GABARIT_TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
});

test(".env.example says what the schema says", async () => {
  await expect(envExample()).toMatchFileSnapshot("../../.env.example");
});

test("settled settings are the process's own; a given source is read for itself", () => {
  const own = readEnv({ GABARIT_DATA_DIR: "/elsewhere" });
  settleEnv(own);
  expect(readEnv()).toBe(own);
  expect(readEnv({}).dataDir).toBe("./data");
});
