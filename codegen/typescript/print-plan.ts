/** `plan`: what the runtime knows of the plan. The only source file that names the plan's version and hash. */

import { AUTOMATIC_PROPERTIES, type AutomaticProperty } from "../../lib/plan/plan.ts";
import { docComment, strLit } from "../escape.ts";
import type { SdkModel } from "./model.ts";
import { typeText } from "./property-types.ts";
import { constantStatement, type SourceModule, typeStatement } from "./source-module.ts";

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

export async function planModule(model: SdkModel): Promise<SourceModule> {
  const collectors = collectorsOf(model.automatic);
  const { body } = await typeText(model.superProperties);
  const isAsked = model.purposes.length > 0;
  return {
    path: "plan",
    imports: [
      { path: "automatic", names: [{ name: "Collector", typeOnly: true }, ...collectors.map((name) => ({ name }))] },
    ],
    reExports: isAsked ? [{ path: "consent", names: [{ name: "mayStore" }] }] : [],
    statements: [
      constantStatement({
        doc: docComment(["The published plan this code was generated from; every message carries it."]),
        name: "plan",
        type: "{ readonly plan: string; readonly version: number; readonly hash: string }",
        value: `{
  plan: ${strLit(model.slug)},
  version: ${model.version},
  hash: ${strLit(model.hash)},
}`,
      }),
      typeStatement(
        docComment(["Properties of bundles: `init({ superProps })` may give each a value or a function."]),
        `interface SuperProperties ${body}`,
      ),
      ...(isAsked ? [] : [STORING]),
      constantStatement({
        doc: docComment(["What the SDK fills into the context by itself, as switched on in the plan."]),
        name: "collectors",
        type: "readonly Collector[]",
        value: `[${collectors.join(", ")}]`,
      }),
    ],
  };
}

const STORING = constantStatement({
  doc: docComment(["The plan asks people to agree to nothing: what the SDK keeps depends on `init` alone."]),
  name: "mayStore",
  type: "(() => boolean) | undefined",
  value: "undefined",
});
