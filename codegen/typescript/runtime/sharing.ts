/* eslint-disable */
/**
 * What pages of one browser have in common: each hears what people decided in another, and `init` erases what earlier pages kept
 * of somebody who refused everything. The same bytes for every plan. Do not edit.
 */
import { isRefused } from "./consent.ts";
import { setConsent as decide } from "./runtime.ts";
import { attempt, type ConsentChoices, erase, type InitOptions, KEPT, settings } from "./settings.ts";
import { init as start } from "./transport.ts";

const SHARED_KEY = "gabarit_consent";

interface Change {
  readonly key: string | null;
  readonly newValue: string | null;
}
/** What this file asks of its surroundings; everything may be missing. */
interface Surroundings {
  readonly document?: object;
  readonly localStorage?: { setItem(key: string, value: string): void };
  readonly addEventListener?: (type: "storage", listener: (change: Change) => void) => void;
}
const env = globalThis as unknown as Surroundings;

/**
 * Starts sending, first what was called before. A second call replaces the options.
 * @throws Where the host is no address that can be sent to.
 */
export function init(options: InitOptions): void {
  start(options);
  attempt(() => {
    if (isRefused()) erase([...KEPT, `gabarit_offline_${options.writeKey ?? ""}`]);
    // The same listener is added once.
    if (env.document) env.addEventListener?.("storage", hear);
  });
}

/**
 * Says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent, what is
 * refused is given up, and once nothing is agreed to any more nothing stays stored. Other open pages hear it too.
 */
export function setConsent(consent: ConsentChoices): void {
  decide(consent);
  try {
    if (!env.document || !settings || settings.persistence === "memory") return;
    // They hear of it as it is written; nothing of it stays.
    env.localStorage?.setItem(SHARED_KEY, JSON.stringify(consent));
    erase([SHARED_KEY]);
  } catch {
    // Storage is forbidden or full: each page is told by itself.
  }
}

function hear({ key, newValue }: Change): void {
  if (key !== SHARED_KEY || !newValue) return;
  try {
    decide(JSON.parse(newValue) as ConsentChoices);
  } catch {
    // Somebody else wrote it.
  }
}
