/** How many events a business can watch first: fewer are forgotten, more say nothing. */
export const CRITICAL_LEAST = 5;
export const CRITICAL_MOST = 10;
