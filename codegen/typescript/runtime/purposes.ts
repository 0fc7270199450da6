/** Stands in for what the plan asks people to agree to, so that the runtime can be checked and tested alone. */

export type ConsentPurpose = never;

export const purposes: readonly ConsentPurpose[] = [];
