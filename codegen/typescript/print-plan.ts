/** `plan.ts`: what the runtime knows of the plan. The only source file that names the plan's version and hash. */

import { AUTOMATIC_PROPERTIES, type AutomaticProperty } from "../../lib/plan/plan.ts";
import { strLit } from "../escape.ts";
import type { ImportExtension, SdkModel } from "./model.ts";
import { typeText } from "./property-types.ts";
import { exportFrom, header, importFrom } from "./source-file.ts";

/** The collector in the runtime that fills each automatic property; `app_version` comes from the options of `init`. */
const COLLECTORS: Readonly<Record<AutomaticProperty, string | undefined>> = {
  device_type: "deviceType",
  os_name: "osName",
  os_version: "osVersion",
  browser_name: "browserName",
  browser_version: "browserVersion",
  app_version: undefined,
  language: "language",
  time_zone: "timeZone",
  country: "timeZone",
  page_url: "pageUrl",
  page_path: "pagePath",
  page_title: "pageTitle",
  referrer: "referrer",
  referrer_domain: "referrerDomain",
  utm_source: "utmSource",
  utm_medium: "utmMedium",
  utm_campaign: "utmCampaign",
  utm_term: "utmTerm",
  utm_content: "utmContent",
  first_touch_channel: "firstTouchChannel",
};

function collectorsOf(automatic: readonly AutomaticProperty[]): string[] {
  const wanted = AUTOMATIC_PROPERTIES.filter((property) => automatic.includes(property));
  return [...new Set(wanted.flatMap((property) => COLLECTORS[property] ?? []))];
}

export async function printPlan(model: SdkModel, extension: ImportExtension): Promise<string> {
  const collectors = collectorsOf(model.automatic);
  const imports = [{ name: "Collector", typeOnly: true }, ...collectors.map((name) => ({ name }))];
  const { body } = await typeText(model.superProperties);
  return `${header(model.slug)}${importFrom("./automatic", imports, extension)}
/** The published plan this code was generated from; every message carries it. */
export const plan: { readonly plan: string; readonly version: number; readonly hash: string } = {
  plan: ${strLit(model.slug)},
  version: ${model.version},
  hash: ${strLit(model.hash)},
};

/** Properties of bundles: \`init({ superProps })\` may give each a value or a function. */
export interface SuperProperties ${body}

${mayStore(model, extension)}
/** What the SDK fills into the context by itself, as switched on in the plan. */
export const collectors: readonly Collector[] = [${collectors.join(", ")}];
`;
}

/** Whether anything may be stored, where that depends on what people agreed to. */
function mayStore({ purposes }: SdkModel, extension: ImportExtension): string {
  if (purposes.length > 0) return exportFrom("./consent", [{ name: "mayStore" }], extension);
  return `/** The plan asks people to agree to nothing: what the SDK keeps depends on \`init\` alone. */
export const mayStore: (() => boolean) | undefined = undefined;
`;
}
