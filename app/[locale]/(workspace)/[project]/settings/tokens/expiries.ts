/** How long a new token may live, in days. */
export const EXPIRIES = ["30", "90", "365", "never"] as const;
