/** What happened in a project and is to be told: written with the change it tells of, told by the process soon after. */

import { newId } from "../base/id.ts";
import type { NotificationKind, WebhookKind } from "../base/notification-kind.ts";
import { storableText, storableValue } from "../base/storable.ts";
import type { Prisma } from "../store/prisma-client/client.ts";

export type HappeningKind = WebhookKind | Extract<NotificationKind, "webhook_disabled" | "destination_failing">;

/** What the sentence of a notification is made of, and where it leads. */
export interface NotificationPayload {
  /** The branch it is about; absent where it is about what is published. */
  readonly branch?: string;
  /** Who did it; absent where nobody did. */
  readonly by?: string;
  /** The beginning of what was written, or a sentence of the product in both languages. */
  readonly text?: string | { readonly en: string; readonly fr: string };
  /** What a comment is about: a field path; empty or absent for the branch. */
  readonly path?: string;
  /** The name of the first thing it is about, and how many others there are. */
  readonly subject?: string;
  readonly more?: number;
  /** Of edits that were gathered: the ids of what they are about, the first of them. */
  readonly objects?: readonly string[];
  /** The id of the event that is the subject. */
  readonly event?: string;
  readonly version?: number;
  /** YYYY-MM-DD. */
  readonly day?: string;
  /** Of a violation. */
  readonly fingerprint?: string;
  readonly violation?: { readonly code: string; readonly path: string };
  /** The slug of a source, or the id of a webhook or destination. */
  readonly source?: string;
  readonly webhook?: string;
  readonly destination?: string;
  /** The id of an alert rule. */
  readonly alert?: string;
  /** Told because of something followed, not because anything waits for this person. */
  readonly followed?: boolean;
}

/** An event or another object that it is about, and who answers for it. */
export interface Concerned {
  readonly id: string;
  readonly name: string;
  readonly owners: readonly string[];
}

export interface HappeningPayload extends NotificationPayload {
  readonly concerned?: readonly Concerned[];
  /** People who were told with the change itself. */
  readonly told?: readonly string[];
  /** Those to be told though they follow nothing. */
  readonly people?: readonly string[];
  /** Nothing happened: only those people and the webhooks are told. */
  readonly test?: boolean;
}

export interface NewHappening {
  readonly kind: HappeningKind;
  readonly payload: HappeningPayload;
  readonly actorId?: string | null;
  /** It happens once. */
  readonly dedupeKey?: string;
  /** Not to be told: it was so before anybody asked. */
  readonly silently?: boolean;
}

/** Writes happenings; one whose key is known is left out. Names from outside may hold what no store takes: that is taken out. */
export async function happen(
  db: Prisma.TransactionClient,
  projectId: string,
  happenings: readonly NewHappening[],
  now: Date = new Date(),
): Promise<void> {
  if (happenings.length === 0) return;
  await db.happening.createMany({
    data: happenings.map(({ kind, payload, actorId = null, dedupeKey = null, silently = false }, index) => ({
      id: newId("hpn"),
      projectId,
      kind,
      payload: storableValue(payload) as Prisma.InputJsonObject,
      actorId,
      dedupeKey: dedupeKey === null ? null : storableText(dedupeKey),
      // Told in the order in which they are given.
      createdAt: new Date(now.getTime() + index),
      toldAt: silently ? now : null,
    })),
    skipDuplicates: true,
  });
}
