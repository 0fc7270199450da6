/** Device, system and browser told from a User-Agent text, in the words the generated SDK uses for the same. */

export interface Agent {
  readonly deviceType: string;
  readonly osName: string;
  readonly osVersion: string;
  readonly browserName: string;
  readonly browserVersion: string;
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, "Windows"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

/** Order matters: most browsers also name the ones they descend from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/(?:Edg|EdgA|EdgiOS)\/([\d.]+)/, "Edge"],
  [/(?:OPR|OPT)\/([\d.]+)/, "Opera"],
  [/SamsungBrowser\/([\d.]+)/, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\/([\d.]+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/([\d.]+)/, "Chrome"],
  [/Version\/([\d.]+).*Safari/, "Safari"],
];

const NOTHING: Agent = { deviceType: "", osName: "", osVersion: "", browserName: "", browserVersion: "" };

function deviceTypeOf(text: string): string {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/.test(text)) return "tablet";
  return /Mobi|iPhone|iPod|Android/.test(text) ? "mobile" : "desktop";
}

function parse(text: string): Agent {
  const osName = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
  // A library's own name (analytics-node/3.0) says nothing about a person's device.
  if (osName === undefined) return NOTHING;
  const version = /(?:Windows NT|Android|CPU (?:iPhone )?OS|Mac OS X|CrOS \S+) ([\d._]+)/.exec(text)?.[1] ?? "";
  let browserName = "";
  let browserVersion = "";
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    browserName = name;
    browserVersion = found[1] ?? "";
    break;
  }
  return { deviceType: deviceTypeOf(text), osName, osVersion: version.replace(/_/g, "."), browserName, browserVersion };
}

const parsed = new Map<string, Agent>();
const REMEMBERED = 5_000;
const LONGEST = 1_000;

export function agentOf(text: string): Agent {
  if (text === "" || text.length > LONGEST) return NOTHING;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= REMEMBERED) parsed.clear();
  const agent = parse(text);
  parsed.set(text, agent);
  return agent;
}
