/** The address of a mail server: `smtp://user:password@host:587?from=name@example.com`, or `smtps://` on port 465. */

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte; otherwise STARTTLS follows. */
  readonly secure: boolean;
  /** `required`: nothing is said before STARTTLS; `optional`: as the server offers; `off`: never asked for. */
  readonly startTls: "required" | "optional" | "off";
  readonly user?: { readonly name: string; readonly password: string };
  /** Whom letters come from. */
  readonly from?: string;
}

const PORTS = { "smtp:": 587, "smtps:": 465 } as const;
const START_TLS = ["required", "optional", "off"] as const;

function isProtocol(text: string): text is keyof typeof PORTS {
  return Object.hasOwn(PORTS, text);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** One plain address: no name, no list, nothing that could end a header line. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/.test(text);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

/** A password travels encrypted, except to this very machine. */
function defaultStartTls(host: string, hasPassword: boolean): SmtpServer["startTls"] {
  return hasPassword && !isLoopback(host) ? "required" : "optional";
}

function userOf(url: URL): { name: string; password: string } | "bad" | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const name = decoded(url.username);
  const password = decoded(url.password);
  return name === undefined || password === undefined || name === "" ? "bad" : { name, password };
}

/** The server such an address names, or undefined when it is none. */
export function readSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { protocol, searchParams } = url;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isProtocol(protocol) || host === "" || !/^\/?$/.test(url.pathname) || url.hash !== "") return undefined;
  if ([...searchParams.keys()].some((key) => key !== "from" && key !== "tls")) return undefined;
  const user = userOf(url);
  if (user === "bad") return undefined;
  const from = searchParams.get("from") ?? (user && isMailAddress(user.name) ? user.name : undefined);
  if (from !== undefined && !isMailAddress(from)) return undefined;
  const asked = searchParams.get("tls");
  const startTls = asked === null ? defaultStartTls(host, user !== undefined) : START_TLS.find((one) => one === asked);
  if (startTls === undefined) return undefined;
  return {
    host,
    port: url.port === "" ? PORTS[protocol] : Number(url.port),
    secure: protocol === "smtps:",
    startTls,
    ...(user === undefined ? {} : { user }),
    ...(from === undefined ? {} : { from }),
  };
}
