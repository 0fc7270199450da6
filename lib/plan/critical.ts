/** How many events a business can watch first: fewer are forgotten, more say nothing. */
export const CRITICAL_LEAST = 5;
export const CRITICAL_MOST = 10;

/** What is wrong with that many critical events among all of them; a small plan may mark each. */
export function criticalFault(critical: number, events: number): "few" | "many" | undefined {
  if (critical < Math.min(CRITICAL_LEAST, events)) return "few";
  return critical > CRITICAL_MOST ? "many" : undefined;
}
