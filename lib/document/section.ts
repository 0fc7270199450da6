/** The parts a document is made of; cover and contents are always there. */

export const SECTIONS = ["decisions", "events", "userProperties", "groups", "journeys", "changes", "glossary"] as const;
export type Section = (typeof SECTIONS)[number];
