/** The country a time zone lies in, from the data of Intl (CLDR): no address is looked at or kept. */

let countries: Map<string, string> | undefined;

/** Not in TypeScript's library yet: both spellings are found in engines. */
interface LocaleZones {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** Zone names have older spellings (Asia/Calcutta); engines differ in which one they give. */
function canonicalZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

function zonesOf(region: string): readonly string[] {
  const locale = new Intl.Locale(`und-${region}`) as unknown as LocaleZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** Codes of former countries (DD, VD) are turned into today's by Intl, and left out here. */
function isCountry(region: string): boolean {
  try {
    if (new Intl.Locale(`und-${region}`).region !== region) return false;
    return new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(region) !== undefined;
  } catch {
    return false;
  }
}

function build(): Map<string, string> {
  const found = new Map<string, string>();
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const region of letters.flatMap((first) => letters.map((second) => `${first}${second}`))) {
    if (!isCountry(region)) continue;
    for (const zone of zonesOf(region)) {
      for (const name of [zone, canonicalZone(zone)]) if (!found.has(name)) found.set(name, region);
    }
  }
  return found;
}

const remembered = new Map<string, string>();

/** ISO 3166-1 alpha-2, or "" when the zone belongs to no country (UTC, an offset) or is unknown. */
export function countryOfTimeZone(zone: string): string {
  if (!zone.includes("/")) return "";
  countries ??= build();
  const direct = countries.get(zone) ?? remembered.get(zone);
  if (direct !== undefined) return direct;
  const country = countries.get(canonicalZone(zone)) ?? "";
  if (remembered.size < 2_000) remembered.set(zone, country);
  return country;
}
