/**
 * The archive of a workspace: a gzipped tar whose first file says what it is and whose last lists every other with its
 * SHA-256. Rows are lines of JSON in parts of a few megabytes, so that both sides need little memory.
 */

import { z } from "zod";
import { UserError } from "../base/error.ts";
import { EVENT_TABLES, type EventTable } from "../store/event-db.ts";
import { CARRIED } from "./archive-tables.ts";

export const FORMAT = "gabarit-workspace";
/** 2: events as well. */
export const FORMAT_VERSION = 2;
export const HEADER = "gabarit.json";
export const MANIFEST = "manifest.json";
export const PEOPLE = "people";

/** A row is larger than this in no plan; an entry holds less than one part and one row. */
export const ENTRY_BYTES_MAX = 96 * 1024 * 1024;
/** The smallest row has some seventy characters, of which a part holds two millions. */
export const ENTRY_LINES_MAX = 100_000;
/** Values in one row: a plan of some thousand events. */
export const ROW_VALUES_MAX = 2_000_000;
export const ROW_DEPTH_MAX = 500;
/** Of a whole archive without its events, unfolded. */
export const TOTAL_BYTES_MAX = 16 * 1024 ** 3;
/** And of its events: those of some hundred millions. */
export const EVENT_BYTES_MAX = 512 * 1024 ** 3;
/** A body holds eight megabytes at most, and a line it and as much again for what it escapes. */
export const EVENT_LINE_BYTES_MAX = 40 * 1024 * 1024;
/** What positions of a journal and people may be: far from where their numbers end. */
export const POSITION_MAX = 2 ** 38;
/** Where they end: above it the number of an event is not exact. What lies near it is numbered anew, far below. */
const POSITION_END = 2 ** 41 - 1;
/** Positions one archive may take: some thousand bodies a second for a month, and a small part of all there are. */
export const SPAN_MAX = 2 ** 33;
export const PERSON_MAX = 2 ** 31;
export const TOTAL_LINES_MAX = 10_000_000;
/** Rows are put together into files of about so many bytes. */
export const PART_BYTES = 2 * 1024 * 1024;

const eventsSchema = z.object({
  /** Of the event store they were taken from. */
  layout: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Rows by table. */
  counts: z.record(z.string(), z.int().min(0)),
  /** Positions in the journal between which they were received. */
  firstPosition: z.int().min(0).max(POSITION_END),
  lastPosition: z.int().min(0).max(POSITION_END),
});
export type ArchivedEvents = z.infer<typeof eventsSchema>;

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  /** Of Gabarit. */
  product: z.string(),
  /** ISO instant. */
  createdAt: z.iso.datetime(),
  workspace: z.object({ slug: z.string(), name: z.string() }),
  projects: z.array(z.object({ slug: z.string(), name: z.string() })).max(10_000),
  /** Of the plan store it was taken from. */
  migrations: z.array(z.string()),
  events: z.boolean(),
  /** Present where `events` is true. */
  eventStore: eventsSchema.optional(),
});
export type ArchiveHeader = z.infer<typeof headerSchema>;

export const manifestSchema = z.object({
  /** SHA-256 in hexadecimal, by path, the manifest itself left out. */
  files: z.record(z.string(), z.string()),
  /** Rows by table, and `people`. */
  counts: z.record(z.string(), z.int()),
});
export type ArchiveManifest = z.infer<typeof manifestSchema>;

export const personSchema = z.object({
  id: z.string().regex(/^per_[0-9a-z]{1,32}$/),
  email: z.string().max(254),
  name: z.string().max(1000),
  language: z.enum(["en", "fr"]).catch("en"),
});
export type ArchivePerson = z.infer<typeof personSchema>;

/** The path of a part of a table's rows. */
export function partPath(table: string, part: number): string {
  return `rows/${table}/${String(part).padStart(6, "0")}.ndjson`;
}

export function imagePath(projectId: string, hash: string): string {
  return `images/${projectId}/${hash}`;
}

/** The path of a part of a project's rows in the event store. */
export function eventPartPath(projectId: string, table: string, part: number): string {
  return `events/${projectId}/${table}/${String(part).padStart(6, "0")}.ndjson`;
}

/** Under which the manifest counts a table of the event store: one of its names is the plan store's as well. */
export function eventCount(table: string): string {
  return `events/${table}`;
}

/** What a path holds; undefined when no archive of ours has such a file. */
export type ArchivePart =
  | { readonly kind: "header" | "manifest" }
  | { readonly kind: "rows"; readonly table: string }
  | { readonly kind: "image"; readonly projectId: string; readonly hash: string }
  | { readonly kind: "events"; readonly projectId: string; readonly table: EventTable; readonly part: number };

const TABLES: ReadonlySet<string> = new Set([PEOPLE, ...CARRIED.map(({ name }) => name)]);

export function partOf(path: string): ArchivePart | undefined {
  if (path === HEADER) return { kind: "header" };
  if (path === MANIFEST) return { kind: "manifest" };
  const [, table] = /^rows\/(\w+)\/\d{6,}\.ndjson$/.exec(path) ?? [];
  if (table !== undefined && TABLES.has(table)) return { kind: "rows", table };
  const [, project, events, part] = /^events\/(\w+)\/(\w+)\/(\d{6,8})\.ndjson$/.exec(path) ?? [];
  const known = EVENT_TABLES.find((name) => name === events);
  if (project !== undefined && known !== undefined && path === eventPartPath(project, known, Number(part)))
    return { kind: "events", projectId: project, table: known, part: Number(part) };
  const [, projectId, hash] = /^images\/(\w+)\/([0-9a-f]{64})$/.exec(path) ?? [];
  return projectId !== undefined && hash !== undefined ? { kind: "image", projectId, hash } : undefined;
}

function refused(en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path: "file", en, fr }] });
}

/** Why an archive is not opened. Nothing was written. */
export const REFUSALS = {
  foreign: () =>
    refused(
      "This is not an archive of a Gabarit workspace.",
      "Ce n’est pas une archive d’un espace de travail de Gabarit.",
    ),
  truncated: () =>
    refused(
      "The archive is not whole: its end is missing. Take it out or copy it again.",
      "L’archive n’est pas entière : la fin manque. Extrayez-la ou copiez-la de nouveau.",
    ),
  newer: (product: string) =>
    refused(
      `The archive was made by a newer version of Gabarit (${product}). Bring this installation up to date first.`,
      `L’archive provient d’une version plus récente de Gabarit (${product}). Mettez d’abord cette installation à jour.`,
    ),
  changed: (path: string) =>
    refused(
      `The archive was changed after it was made (${path}).`,
      `L’archive a été modifiée après sa création (${path}).`,
    ),
  tooLarge: () =>
    refused(
      "The archive unfolds to more than any workspace holds. It is not opened.",
      "L’archive se déplie au-delà de ce que contient un espace de travail. Elle n’est pas ouverte.",
    ),
  noRoom: () =>
    refused(
      "There is not enough room on the disk for the events of the archive.",
      "Il n’y a pas assez de place sur le disque pour les événements de l’archive.",
    ),
  noNumbers: () =>
    refused(
      "This installation has not enough numbers left for the events of the archive. Open it in another installation, or take it out without events.",
      "Cette installation n’a plus assez de numéros pour les événements de l’archive. Ouvrez-la dans une autre installation, ou sortez-la sans événements.",
    ),
  contradicts: (place: string) =>
    refused(`The archive contradicts itself (${place}).`, `L’archive se contredit (${place}).`),
} as const;
