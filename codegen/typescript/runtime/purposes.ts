/** Stands in for what people have a say in, so that the runtime can be checked and tested alone. */

export type ConsentPurpose = never;

export type AskedPurpose = never;

export const purposes: readonly string[] = [];

export const objectable: readonly string[] = [];
