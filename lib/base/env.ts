/** The variables the product reads: one schema, every bad value reported at once. Nothing else reads `process.env`. */

import { z } from "zod";
import { processState, setProcessState } from "./process-state.ts";
import { readSmtpUrl } from "./smtp-url.ts";
import { StartRefusal } from "./start-refusal.ts";
import { isTokenForm, TOKEN_PREFIX } from "./token-form.ts";

interface Variable {
  readonly schema: z.ZodType;
  /** What it does, for `.env.example`. */
  readonly about: string;
  /** How to mend a bad value. */
  readonly hint: string;
  readonly example: string;
}

const port = z.coerce.number().int().min(1).max(65535);

function urlWith(...protocols: readonly string[]): z.ZodType<string> {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));
}

function listed(text: string): string[] {
  return text.split(",").flatMap((part) => part.trim() || []);
}

function isAddressRange(text: string): boolean {
  return /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text);
}

const VARIABLES = {
  PORT: {
    schema: port.default(3000),
    about: "Port of the only listener: pages, management API and ingest.",
    hint: "a whole number from 1 to 65535",
    example: "3000",
  },
  GABARIT_HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default("127.0.0.1"),
    about: "Address to listen on. 0.0.0.0 accepts connections from other machines.",
    hint: "an IP address or a host name",
    example: "127.0.0.1",
  },
  GABARIT_PUBLIC_URL: {
    schema: urlWith("http:", "https:").optional(),
    about: "Address people and SDKs use: decides links and allowed origins; https turns on Secure cookies and HSTS.",
    hint: "an http:// or https:// address, for example https://gabarit.example.com",
    example: "http://localhost:3000",
  },
  GABARIT_DATA_DIR: {
    schema: z.string().default("./data"),
    about: "Folder of the embedded stores, the journal and the secrets. One process at a time.",
    hint: "a path",
    example: "./data",
  },
  DATABASE_URL: {
    schema: urlWith("postgres:", "postgresql:").optional(),
    about: "PostgreSQL 15 or later instead of the embedded one.",
    hint: "postgresql://user:password@host:5432/database, with the password percent-encoded",
    example: "postgresql://gabarit:secret@localhost:5432/gabarit",
  },
  CLICKHOUSE_URL: {
    schema: urlWith("http:", "https:").optional(),
    about: "ClickHouse instead of the embedded chDB.",
    hint: "http://user:password@host:8123/database, with the password percent-encoded",
    example: "http://gabarit:secret@localhost:8123/gabarit",
  },
  GABARIT_BOOTSTRAP_TOKEN: {
    schema: z
      .string()
      .min(32)
      .refine((text) => !text.startsWith(TOKEN_PREFIX) || isTokenForm(text))
      .optional(),
    about: "At the first start, creates a workspace, a project `default` and this owner API token for it.",
    hint: `at least 32 characters, for example from \`openssl rand -hex 32\`; what begins with ${TOKEN_PREFIX} must be a whole token`,
    example: "",
  },
  GABARIT_TRUSTED_PROXIES: {
    schema: z
      .string()
      .default("")
      .transform(listed)
      .refine((ranges) => ranges.every(isAddressRange)),
    about: "Proxies whose X-Forwarded-* headers are believed: addresses or CIDR ranges, comma-separated.",
    hint: "addresses or ranges such as 10.0.0.0/8,127.0.0.1",
    example: "",
  },
  GABARIT_SMTP_URL: {
    schema: z
      .string()
      .refine((text) => readSmtpUrl(text) !== undefined)
      .optional(),
    about: "Mail server for invitations, password links and notifications; without it they are only shown on screen.",
    hint: "smtp://user:password@host:587 or smtps://user:password@host:465, percent-encoded, with ?from=name@example.com unless the user is an e-mail address",
    example: "smtp://gabarit%40example.com:secret@mail.example.com:587",
  },
  GABARIT_PRIVATE_WEBHOOKS: {
    schema: z
      .string()
      .default("")
      .transform(listed)
      .refine((ranges) => ranges.every(isAddressRange)),
    about:
      "Private addresses that webhooks may call: addresses or CIDR ranges, comma-separated; else public ones only.",
    hint: "addresses or ranges such as 10.0.0.0/8,127.0.0.1",
    example: "",
  },
  GABARIT_METRICS_TOKEN: {
    schema: z.string().min(16).optional(),
    about: "Bearer token that /metrics asks for; without it /metrics answers this machine only.",
    hint: "at least 16 characters",
    example: "",
  },
  CHROMIUM_PATH: {
    schema: z.string().regex(/^\//).optional(),
    about: "A Chromium or Chrome of this machine, with which the server makes PDF files; without it people print.",
    hint: "the absolute path of an executable; nothing is ever downloaded",
    example: "/usr/bin/chromium",
  },
} as const satisfies Record<string, Variable>;

const schema = z.object({
  PORT: VARIABLES.PORT.schema,
  GABARIT_HOST: VARIABLES.GABARIT_HOST.schema,
  GABARIT_PUBLIC_URL: VARIABLES.GABARIT_PUBLIC_URL.schema,
  GABARIT_DATA_DIR: VARIABLES.GABARIT_DATA_DIR.schema,
  DATABASE_URL: VARIABLES.DATABASE_URL.schema,
  CLICKHOUSE_URL: VARIABLES.CLICKHOUSE_URL.schema,
  GABARIT_BOOTSTRAP_TOKEN: VARIABLES.GABARIT_BOOTSTRAP_TOKEN.schema,
  GABARIT_TRUSTED_PROXIES: VARIABLES.GABARIT_TRUSTED_PROXIES.schema,
  GABARIT_SMTP_URL: VARIABLES.GABARIT_SMTP_URL.schema,
  GABARIT_PRIVATE_WEBHOOKS: VARIABLES.GABARIT_PRIVATE_WEBHOOKS.schema,
  GABARIT_METRICS_TOKEN: VARIABLES.GABARIT_METRICS_TOKEN.schema,
  CHROMIUM_PATH: VARIABLES.CHROMIUM_PATH.schema,
});

type VariableName = keyof typeof VARIABLES;

/** The settings of this process. */
export interface Env {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly bootstrapToken: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly smtpUrl: string | undefined;
  /** Addresses and ranges. */
  readonly privateWebhooks: readonly string[];
  readonly metricsToken: string | undefined;
  readonly chromiumPath: string | undefined;
}

type Source = Readonly<Record<string, string | undefined>>;

function present(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
}

function refusal(issues: readonly { path: readonly PropertyKey[] }[]): StartRefusal {
  const names = [...new Set(issues.map((issue) => String(issue.path[0])))];
  const lines = names.map((name) => `${name} must be ${VARIABLES[name as VariableName].hint}`);
  return new StartRefusal(`Bad variables: ${lines.join("; ")}.`);
}

const KEY = "env";

/** Settles the settings of this process: from now on `readEnv()` answers these. The demo has a data folder of its own. */
export function settleEnv(env: Env): void {
  setProcessState<Env | undefined>(KEY, env);
}

/**
 * The settings of this process, or those of a given source.
 * @throws StartRefusal naming every bad variable and how to mend it; never their values.
 */
export function readEnv(source?: Source): Env {
  const settled = source === undefined ? processState<Env | undefined>(KEY, () => undefined) : undefined;
  return settled ?? parseEnv(source ?? process.env);
}

function parseEnv(source: Source): Env {
  const parsed = schema.safeParse(present(source));
  if (!parsed.success) throw refusal(parsed.error.issues);
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.GABARIT_HOST,
    publicUrl: (value.GABARIT_PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ""),
    dataDir: value.GABARIT_DATA_DIR,
    databaseUrl: value.DATABASE_URL,
    clickhouseUrl: value.CLICKHOUSE_URL,
    bootstrapToken: value.GABARIT_BOOTSTRAP_TOKEN,
    trustedProxies: value.GABARIT_TRUSTED_PROXIES,
    smtpUrl: value.GABARIT_SMTP_URL,
    privateWebhooks: value.GABARIT_PRIVATE_WEBHOOKS,
    metricsToken: value.GABARIT_METRICS_TOKEN,
    chromiumPath: value.CHROMIUM_PATH,
  };
}

/** The text of `.env.example`: every variable, commented out, with what it does. */
export function envExample(): string {
  const blocks = Object.entries(VARIABLES).map(
    ([name, variable]) => `# ${variable.about}\n# Form: ${variable.hint}.\n# ${name}=${variable.example}\n`,
  );
  return `# Generated from lib/base/env.ts by \`npx vitest run lib/base -u\`. Copy to .env and uncomment what you change.\n\n${blocks.join("\n")}`;
}

/** What the command line needs to talk to a server. */
export function readCliEnv(source: Source = process.env): { url: string | undefined; token: string | undefined } {
  const { GABARIT_URL, GABARIT_TOKEN } = present(source);
  return { url: GABARIT_URL, token: GABARIT_TOKEN };
}

/** Variables that only tests and developers set. */
export function readDevelopmentVariable(
  name: "GABARIT_CORPORA" | "GABARIT_FAIL_AT" | "TEST_POSTGRES" | "TEST_KILL_CYCLES" | "TEST_SERVER" | "TEST_LONG",
  source: Source = process.env,
): string | undefined {
  return source[name] || undefined;
}
