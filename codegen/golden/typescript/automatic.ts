/* eslint-disable */
/**
 * What the SDK fills into `context` by itself. The plan says which of these run; the others never reach a bundle. Do not edit.
 *
 * On a server they add nothing: the machine that sends is not the person's.
 */

export interface KeptValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

type Context = Record<string, unknown>;

/** Looks at the page at the moment of a call; what needs storage is finished once the SDK knows whether it may store. */
export type Collector = (context: Context) => ((storage: KeptValues | undefined) => void) | undefined;

interface Page {
  readonly document?: { readonly title?: string; readonly referrer?: string };
  readonly location?: {
    readonly href: string;
    readonly pathname: string;
    readonly search: string;
    readonly hostname: string;
  };
  readonly navigator?: {
    readonly userAgent?: string;
    readonly language?: string;
    readonly maxTouchPoints?: number;
    readonly userAgentData?: { readonly mobile?: boolean; readonly platform?: string };
  };
  readonly URL: new (url: string) => { readonly hostname: string };
  readonly URLSearchParams: new (search: string) => { get(name: string): string | null; has(name: string): boolean };
}
const env = globalThis as unknown as Page;

function put(context: Context, group: string, key: string, value: string | null | undefined): undefined {
  if (env.document && value) context[group] = { ...(context[group] as object | undefined), [key]: value };
  return undefined;
}

function userAgent(): string {
  return env.navigator?.userAgent ?? "";
}

/** iPads call themselves Macs, but no Mac has a touch screen. */
function isTablet(agent: string): boolean {
  return /iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/.test(agent) || (/Macintosh/.test(agent) && touches() > 1);
}

function touches(): number {
  return env.navigator?.maxTouchPoints ?? 0;
}

export const deviceType: Collector = (context) => {
  const agent = userAgent();
  const mobile = env.navigator?.userAgentData?.mobile ?? /Mobi|iPhone|iPod|Android/.test(agent);
  return put(context, "device", "type", isTablet(agent) ? "tablet" : mobile ? "mobile" : "desktop");
};

export const osName: Collector = (context) => {
  const agent = userAgent();
  const known: readonly (readonly [RegExp, string])[] = [
    [/Windows/, "Windows"],
    [/iPhone|iPad|iPod/, "iOS"],
    [/Android/, "Android"],
    [/CrOS/, "ChromeOS"],
    [/Macintosh/, touches() > 1 ? "iOS" : "macOS"],
    [/Linux/, "Linux"],
  ];
  return put(context, "os", "name", known.find(([pattern]) => pattern.test(agent))?.[1]);
};

export const osVersion: Collector = (context) => {
  const found = /(?:Windows NT|Android|CPU (?:iPhone )?OS|Mac OS X|CrOS \S+) ([\d._]+)/.exec(userAgent());
  return put(context, "os", "version", found?.[1]?.replace(/_/g, "."));
};

function browser(): readonly [name: string, version: string | undefined] | undefined {
  const agent = userAgent();
  const known: readonly (readonly [RegExp, string])[] = [
    [/(?:Edg|EdgA|EdgiOS)\/([\d.]+)/, "Edge"],
    [/(?:OPR|OPT)\/([\d.]+)/, "Opera"],
    [/SamsungBrowser\/([\d.]+)/, "Samsung Internet"],
    [/(?:Firefox|FxiOS)\/([\d.]+)/, "Firefox"],
    [/(?:Chrome|CriOS)\/([\d.]+)/, "Chrome"],
    [/Version\/([\d.]+).*Safari/, "Safari"],
  ];
  for (const [pattern, name] of known) {
    const found = pattern.exec(agent);
    if (found) return [name, found[1]];
  }
  return undefined;
}

export const browserName: Collector = (context) => put(context, "browser", "name", browser()?.[0]);
export const browserVersion: Collector = (context) => put(context, "browser", "version", browser()?.[1]);

export const language: Collector = (context) => {
  if (env.document && env.navigator?.language) Object.assign(context, { locale: env.navigator.language });
  return undefined;
};

/** The country is told from this at the server; no address is kept. */
export const timeZone: Collector = (context) => {
  if (env.document) Object.assign(context, { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  return undefined;
};

export const pageUrl: Collector = (context) => put(context, "page", "url", env.location?.href);
export const pagePath: Collector = (context) => put(context, "page", "path", env.location?.pathname);
export const pageTitle: Collector = (context) => put(context, "page", "title", env.document?.title);
export const referrer: Collector = (context) => put(context, "page", "referrer", env.document?.referrer);
export const referrerDomain: Collector = (context) => put(context, "page", "referring_domain", referringHost());

function referringHost(): string | undefined {
  try {
    return new env.URL(env.document?.referrer ?? "").hostname;
  } catch {
    return undefined;
  }
}

function parameter(name: string): string | null {
  return new env.URLSearchParams(env.location?.search ?? "").get(name);
}

export const utmSource: Collector = (context) => put(context, "campaign", "source", parameter("utm_source"));
export const utmMedium: Collector = (context) => put(context, "campaign", "medium", parameter("utm_medium"));
export const utmCampaign: Collector = (context) => put(context, "campaign", "name", parameter("utm_campaign"));
export const utmTerm: Collector = (context) => put(context, "campaign", "term", parameter("utm_term"));
export const utmContent: Collector = (context) => put(context, "campaign", "content", parameter("utm_content"));

const SEARCH = /(^|\.)(google|bing|duckduckgo|yahoo|ecosia|qwant|baidu|yandex|startpage|brave|kagi)\./;
const SOCIAL =
  /(^|\.)(facebook|instagram|linkedin|twitter|t|x|reddit|pinterest|tiktok|youtube|snapchat|threads|mastodon|bsky|whatsapp)\.|^lnkd\.in$/;

/** The channel of a visit, from its campaign, else from where the link was. */
function channel(): string {
  const medium = (parameter("utm_medium") ?? "").toLowerCase();
  const source = (parameter("utm_source") ?? "").toLowerCase();
  const host = referringHost() ?? "";
  const paid = /^(cpc|ppc|cpm|cpv|cpa|paid.*|.*_paid)$/.test(medium) || !!(parameter("gclid") ?? parameter("msclkid"));
  const social = SOCIAL.test(`${source}.`) || SOCIAL.test(host) || /social/.test(medium);
  if (paid) return social ? "paid_social" : "paid_search";
  if (/^(display|banner|cpm)$/.test(medium)) return "display";
  if (/e-?mail|newsletter/.test(`${medium} ${source}`)) return "email";
  if (/affiliate/.test(medium)) return "affiliate";
  if (social) return "organic_social";
  if (SEARCH.test(host) || medium === "organic") return "organic_search";
  if (medium || source) return "campaign";
  return host && host !== env.location?.hostname ? "referral" : "direct";
}

/** The channel of the first visit on this device, kept beside the anonymous id. */
export const firstTouchChannel: Collector = (context) => {
  if (!env.document) return undefined;
  const now = channel();
  return (storage) => {
    let first = now;
    try {
      first = storage?.getItem("gabarit_first_touch") ?? now;
      storage?.setItem("gabarit_first_touch", first);
    } catch {
      // Storage is forbidden or full: the channel of this page.
    }
    Object.assign(context, { first_touch: { channel: first } });
  };
};
