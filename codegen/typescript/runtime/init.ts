/** Stands in for what a plan without purposes has, so that the runtime can be checked and tested alone. */

export { setConsent } from "./runtime.ts";
export { init } from "./transport.ts";
