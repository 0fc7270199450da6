/** What the forms of this page offer. */

export const NEVER = "never";
export const HOURS = [NEVER, ...Array.from({ length: 24 }, (_, hour) => String(hour))] as readonly string[];

/** `kept`: paused until the day it is paused until now. */
export const PAUSES = ["no", "day", "week", "open", "kept"] as const;
