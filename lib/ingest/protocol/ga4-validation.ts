/**
 * What Google's validation server says of a body, and what the plan says of its events, as its messages. The rules and limits
 * are those of developers.google.com, "Measurement Protocol: limitations" and "reserved names".
 */

import type { Violation, ViolationCode } from "../../violation/violation.ts";
import { violationMessage } from "../../violation/violation-table.ts";
import type { JsonRecord } from "../call.ts";
import type { Judged } from "../note.ts";
import { isRecord } from "../read-call.ts";

type ValidationCode =
  | "VALUE_INVALID"
  | "VALUE_REQUIRED"
  | "NAME_INVALID"
  | "NAME_RESERVED"
  | "VALUE_OUT_OF_BOUNDS"
  | "EXCEEDED_MAX_ENTITIES";

export interface ValidationMessage {
  readonly fieldPath: string;
  readonly description: string;
  readonly validationCode: ValidationCode;
}

const MAX_EVENTS = 25;
const MAX_PARAMETERS = 25;
const MAX_NAME = 40;
const MAX_USER_PROPERTY_NAME = 24;

const RESERVED_EVENTS = new Set(
  (
    "ad_activeview ad_click ad_exposure ad_impression ad_query ad_reward adunit_exposure app_background app_clear_data " +
    "app_exception app_remove app_store_refund app_store_subscription_cancel app_store_subscription_convert " +
    "app_store_subscription_renew app_uninstall app_update app_upgrade dynamic_link_app_open dynamic_link_app_update " +
    "dynamic_link_first_open error firebase_campaign firebase_in_app_message_action firebase_in_app_message_dismiss " +
    "firebase_in_app_message_impression first_open first_visit in_app_purchase notification_dismiss " +
    "notification_foreground notification_open notification_receive notification_send os_update session_start " +
    "session_start_with_rollout user_engagement"
  ).split(" "),
);
const RESERVED_USER_PROPERTIES = new Set(
  "first_open_after_install first_open_time first_visit_time last_deep_link_referrer user_id".split(" "),
);
const RESERVED_PREFIX = /^(_|firebase_|ga_|google_|gtag\.)/;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

function aboutName(
  kind: string,
  name: string,
  fieldPath: string,
  { max, isReserved }: { readonly max: number; readonly isReserved: boolean },
): ValidationMessage[] {
  const say = (validationCode: ValidationCode, description: string) => [{ fieldPath, description, validationCode }];
  if (isReserved || RESERVED_PREFIX.test(name)) return say("NAME_RESERVED", `${kind} name [${name}] is reserved.`);
  if (!NAME.test(name)) {
    return say("NAME_INVALID", `${kind} name [${name}] is not letters, digits and underscores after a letter.`);
  }
  return name.length > max ? say("NAME_INVALID", `${kind} name [${name}] is longer than ${max} characters.`) : [];
}

function ofEvent(event: unknown, index: number): ValidationMessage[] {
  if (!isRecord(event) || typeof event.name !== "string") return [];
  const names = Object.keys(isRecord(event.params) ? event.params : {}).filter((name) => name !== "$gabarit");
  const at = `events[${index}]`;
  const tooMany: ValidationMessage[] =
    names.length <= MAX_PARAMETERS
      ? []
      : [
          {
            fieldPath: `${at}.params`,
            description: `An event has at most ${MAX_PARAMETERS} parameters.`,
            validationCode: "EXCEEDED_MAX_ENTITIES",
          },
        ];
  return [
    ...aboutName("Event", event.name, `${at}.name`, { max: MAX_NAME, isReserved: RESERVED_EVENTS.has(event.name) }),
    ...tooMany,
    ...names.flatMap((name) =>
      aboutName("Parameter", name, `${at}.params.${name}`, { max: MAX_NAME, isReserved: false }),
    ),
  ];
}

/** Google's own rules that a body breaks. */
export function rulesBroken(body: JsonRecord, events: readonly unknown[]): ValidationMessage[] {
  const users = Object.keys(isRecord(body.user_properties) ? body.user_properties : {});
  const tooMany: ValidationMessage[] =
    events.length <= MAX_EVENTS
      ? []
      : [
          {
            fieldPath: "events",
            description: `A request has at most ${MAX_EVENTS} events.`,
            validationCode: "EXCEEDED_MAX_ENTITIES",
          },
        ];
  return [
    ...tooMany,
    ...users.flatMap((name) =>
      aboutName("User property", name, `user_properties.${name}`, {
        max: MAX_USER_PROPERTY_NAME,
        isReserved: RESERVED_USER_PROPERTIES.has(name),
      }),
    ),
    ...events.flatMap(ofEvent),
  ];
}

const CODES: Readonly<Partial<Record<ViolationCode, ValidationCode>>> = {
  required_missing: "VALUE_REQUIRED",
  unplanned_event: "NAME_INVALID",
  unplanned_on_source: "NAME_INVALID",
  unplanned_property: "NAME_INVALID",
  cardinality: "EXCEEDED_MAX_ENTITIES",
};

/** Where the sender finds what a violation is about: `/properties/total` of the first event is `events[0].params.total`. */
function fieldPathOf({ path }: Violation, place: string): string {
  const inside = path
    .replace(/^\/properties/, "/params")
    .replace(/^\/traits/, "")
    .replace(/^\/event$/, "/name");
  if (/^\/(events|client_id|user_id|app_instance_id|timestamp_micros|user_properties)/.test(path))
    return path.slice(1).replaceAll("/", ".");
  return `${place}${inside.replaceAll("/", ".")}`;
}

/** What the plan says, event by event, `most` at most. `places`: where each call stands in the body. */
export function validationMessages(
  judged: readonly Judged[],
  places: readonly string[],
  most: number,
): ValidationMessage[] {
  const found = judged.flatMap((item, index) =>
    item === "duplicate"
      ? []
      : item.violations.map((violation) => ({ violation, fieldPath: fieldPathOf(violation, places[index] ?? "") })),
  );
  return found.slice(0, most).map(({ violation, fieldPath }) => ({
    fieldPath,
    description: violationMessage(violation).en,
    validationCode: CODES[violation.code] ?? "VALUE_INVALID",
  }));
}
