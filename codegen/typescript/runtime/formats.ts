/* eslint-disable */
/** The string formats of a plan, as the server reads them; a spec imports those that it names. Do not edit. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;

export function date(text: string): boolean {
  const [year = 0, month = 0, day = 0] = (DATE.exec(text) ?? []).slice(1).map(Number);
  const february = year % 4 || (!(year % 100) && year % 400) ? 28 : 29;
  return day > 0 && month > 0 && month < 13 && day <= (month === 2 ? february : 30 + ((month + (month >> 3)) & 1));
}

/** With a zone. A leap second is one at the end of a day in Greenwich. */
export function time(text: string): boolean {
  const found = TIME.exec(text);
  if (!found) return false;
  const [hour = 0, minute = 0, second = 0] = found.slice(1, 4).map(Number);
  const sign = found[4] === "-" ? -1 : 1;
  const zoneHour = Number(found[5] ?? 0);
  const zoneMinute = Number(found[6] ?? 0);
  if (zoneHour > 23 || zoneMinute > 59) return false;
  if (hour < 24 && minute < 60 && second < 60) return true;
  const inGreenwich = minute - zoneMinute * sign;
  const hourThere = hour - zoneHour * sign - (inGreenwich < 0 ? 1 : 0);
  return second < 61 && (hourThere === 23 || hourThere === -1) && (inGreenwich === 59 || inGreenwich === -1);
}

export function dateTime(text: string): boolean {
  const [day = "", moment = "", ...more] = text.split(/[t\s]/i);
  return !more.length && date(day) && time(moment);
}

export function duration(text: string): boolean {
  return /^P(?!$)(?:(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|\d+W)$/.test(text);
}

export function email(text: string): boolean {
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i.test(
    text,
  );
}

export function hostname(text: string): boolean {
  return /^(?=.{1,253}\.?$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*\.?$/i.test(text);
}

export function uuid(text: string): boolean {
  return /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text);
}

function isAddress4(text: string, lenient: boolean): boolean {
  const parts = text.split(".");
  return (
    parts.length === 4 &&
    parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256 && (lenient || String(Number(part)) === part))
  );
}

/** Eight groups, or fewer around one `::`; the last two may be written as an IPv4 address. */
function isAddress6(text: string, lenient: boolean): boolean {
  const halves = text.split("::");
  const groups = halves.flatMap((half) => (half ? half.split(":") : []));
  const last = groups[groups.length - 1] ?? "";
  const long = last.includes(".") && isAddress4(last, lenient) && text.endsWith(last);
  const written = long ? groups.slice(0, -1) : groups;
  const count = groups.length + (long ? 1 : 0);
  return (
    (halves.length === 1 ? count === 8 : halves.length === 2 && count < 8) &&
    written.every((group) => /^[\da-f]{1,4}$/i.test(group))
  );
}

export function ipv4(text: string): boolean {
  return isAddress4(text, false);
}

export function ipv6(text: string): boolean {
  return isAddress6(text, false);
}

const PLAIN = "[a-z\\d._~!$&'()*+,;=:@/-]|%[\\da-f]{2}";
const USER = "(?:[a-z\\d._~!$&'()*+,;=:-]|%[\\da-f]{2})";
const URI = /* @__PURE__ */ new RegExp(
  `^[a-z][a-z\\d+.-]*:(?:(?:${PLAIN})+|//?(?:${USER}*@)?\\[(.+)\\](?::\\d*)?(?:/(?:${PLAIN})*)?)(?:\\?(?:${PLAIN}|\\?)*)?(?:#(?:${PLAIN}|\\?)*)?$`,
  "i",
);

export function uri(text: string): boolean {
  const found = URI.exec(text);
  const address = found?.[1];
  return !!found && (!address || isAddress6(address, true) || /^v[\da-f]+\.[a-z\d._~!$&'()*+,;=:-]+$/i.test(address));
}
