/** The letter of the day through a real mail server, at times that the test says. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { addMember } from "../access/workspace.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { type MailSink, startMailSink, useMailServer } from "../mail/testing.ts";
import { createBranch } from "../plan/store-branch.ts";
import { askForReview } from "../review/store.ts";
import { editEvent, makeReviewWorld } from "../review/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { sendDigestNow, sendDigests } from "./digest.ts";
import type { NotificationPayload } from "./happening.ts";
import { endDigest, keepDigestHour, keepPreference, preferenceOf } from "./preference.ts";
import { endLettersBy } from "./unsubscribe.ts";

usePlanDb();
useEventDb();

const at = (text: string) => Date.parse(text);
let rita: AuthorizedProject;
let editor: AuthorizedProject;
let sink: MailSink;

beforeEach(async () => {
  await planDb().person.updateMany({ data: { digestHour: null } });
  const here = await makeReviewWorld();
  ({ editor } = here);
  await planDb().project.update({ where: { id: editor.projectId }, data: { timeZone: "Europe/Paris", name: "Shop" } });
  rita = await here.person("Rita Bloch");
  await planDb().person.updateMany({ data: { digestHour: null } });
  await planDb().person.update({
    where: { id: rita.actor.id },
    data: { digestHour: 8, email: `${rita.actor.id}@example.test`, createdAt: new Date("2026-01-01T00:00:00Z") },
  });
  await planDb().project.updateMany({ data: { createdAt: new Date("2026-01-01T00:00:00Z") } });
  sink = await startMailSink();
  useMailServer(`smtp://127.0.0.1:${sink.port}`);
});
afterEach(async () => {
  useMailServer(undefined);
  await sink.stop();
});

let made = 0;
async function told(kind: NotificationKind, payload: NotificationPayload, instant: string): Promise<void> {
  const row = { id: `ntf_d${made++}`, personId: rita.actor.id, projectId: rita.projectId, kind };
  await planDb().notification.create({
    data: { ...row, payload: payload as object, createdAt: new Date(instant), dedupeKey: row.id },
  });
}
const changed = (subject: string, instant: string) =>
  told("changed", { by: "Ada", branch: "loyalty", subject, event: "evt_x" }, instant);

describe("the letter of the day", () => {
  it("comes once, at the hour of the zone, with what happened since the one before", async () => {
    await changed("Old", "2026-06-28T05:00:00Z");
    await changed("Payment <b>", "2026-06-30T05:00:00Z");
    await told(
      "violation_new",
      { subject: "Refund", fingerprint: "f".repeat(16), text: { en: "en", fr: "fr" } },
      "2026-06-30T05:30:00Z",
    );
    await sendDigests(at("2026-06-30T05:59:00Z"));
    expect(sink.letters).toHaveLength(0);
    await sendDigests(at("2026-06-30T06:00:30Z"));
    await sendDigests(at("2026-06-30T06:01:30Z"));
    const [letter, ...more] = sink.letters;
    expect(more).toEqual([]);
    expect(letter?.headers.get("subject")).toBe("Your day in Gabarit, June 30, 2026");
    expect(letter?.text).toContain("Ada changed Payment <b> on loyalty.");
    expect(letter?.html).toContain("Ada changed Payment &lt;b&gt; on loyalty.");
    expect(letter?.text).toContain("Refund has a violation that was not seen before. en");
    expect(letter?.text).toContain("Yesterday no event came in.");
    expect(letter?.text).not.toContain("Old");
    await changed("Later", "2026-06-30T07:00:00Z");
    await sendDigests(at("2026-07-01T06:00:30Z"));
    expect(sink.letters[1]?.text).toContain("Later");
    expect(sink.letters[1]?.text).not.toContain("Payment");
  });

  it("is not written when there is nothing, and nothing is lost to the next", async () => {
    await sendDigests(at("2026-06-30T06:00:30Z"));
    expect(sink.letters).toHaveLength(0);
    await changed("Payment", "2026-06-30T07:00:00Z");
    await sendDigests(at("2026-06-30T12:00:00Z"));
    expect(sink.letters).toHaveLength(0);
    await sendDigests(at("2026-07-01T06:00:30Z"));
    expect(sink.letters).toHaveLength(1);
  });

  it("that was missed comes at the next start, and holds what happened meanwhile", async () => {
    await changed("Payment", "2026-06-29T18:00:00Z");
    // Down from before eight until late at night.
    await sendDigests(at("2026-07-01T03:00:00Z"));
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]?.headers.get("subject")).toContain("June 30, 2026");
    await sendDigests(at("2026-07-01T05:59:00Z"));
    expect(sink.letters).toHaveLength(1);
  });

  it("that the mail server refuses is tried again, once it is taken no more", async () => {
    await changed("Payment", "2026-06-30T05:00:00Z");
    const { port } = sink;
    useMailServer("smtp://127.0.0.1:1");
    await sendDigests(at("2026-06-30T06:00:30Z"));
    useMailServer(`smtp://127.0.0.1:${port}`);
    await sendDigests(at("2026-06-30T06:05:00Z"));
    expect(sink.letters).toHaveLength(0);
    await sendDigests(at("2026-06-30T06:11:00Z"));
    await sendDigests(at("2026-06-30T06:22:00Z"));
    expect(sink.letters).toHaveLength(1);
  });

  it("is in the reader's language, over all projects, and names reviews that wait", async () => {
    await planDb().person.update({ where: { id: rita.actor.id }, data: { language: "fr" } });
    await createBranch(editor, { name: "fidelite" });
    await editEvent(editor, "fidelite", "evt_payment", { critical: true });
    await planDb().project.update({ where: { id: rita.projectId }, data: { requiredApprovals: 1 } });
    await askForReview(editor, "fidelite");
    // One that was asked for today is there tomorrow too.
    await sendDigests(Date.now() + 86_400_000);
    await sink.arrived(1);
    const letter = sink.letters.find(({ text }) => text.includes("== Shop =="));
    expect(letter?.text).toContain("Relectures qui vous attendent");
    expect(letter?.text).toContain("fidelite, demandée par editor");
    expect(letter?.text).toContain("Hier, aucun événement n’est arrivé.");
    const token = /fewer-letters\/(\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
    expect((await endLettersBy(token))?.kind).toBe("digest");
    expect((await planDb().person.findUniqueOrThrow({ where: { id: rita.actor.id } })).digestHour).toBeNull();
  });

  it("leaves out what the person wants in other ways, paused projects and those of whom it was left", async () => {
    await changed("Payment", "2026-06-30T05:00:00Z");
    const { channels } = await preferenceOf(rita.actor.id, rita.projectId);
    await keepPreference(rita, { channels: { ...channels, changed: ["bell"] }, pausedUntil: undefined });
    await sendDigests(at("2026-06-30T06:00:30Z"));
    await keepPreference(rita, { channels, pausedUntil: new Date("2026-07-10T00:00:00Z") });
    await changed("Payment", "2026-07-01T05:00:00Z");
    await sendDigests(at("2026-07-01T06:00:30Z"));
    await endDigest(rita.actor.id);
    await keepPreference(rita, { channels, pausedUntil: undefined });
    await sendDigests(at("2026-07-02T06:00:30Z"));
    expect(sink.letters).toEqual([]);
  });

  it("follows the clock when it changes, and the zone of the project where the hour was chosen", async () => {
    await keepDigestHour(rita, 2);
    await changed("Payment", "2026-03-28T23:00:00Z");
    await sendDigests(at("2026-03-29T00:59:00Z"));
    expect(sink.letters).toHaveLength(0);
    await sendDigests(at("2026-03-29T01:00:30Z"));
    expect(sink.letters).toHaveLength(1);
  });

  it("comes tomorrow where the hour that is chosen has passed today, and tells of today then", async () => {
    await changed("Payment", "2026-06-30T05:00:00Z");
    await keepDigestHour(rita, 9, at("2026-06-30T12:00:00Z"));
    await sendDigests(at("2026-06-30T12:01:00Z"));
    expect(sink.letters).toHaveLength(0);
    await changed("Refund", "2026-06-30T13:00:00Z");
    await sendDigests(at("2026-07-01T07:01:00Z"));
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]?.text).toContain("Refund");
  });

  it("that comes late tells nothing to whom the project was closed meanwhile", async () => {
    await changed("Payment", "2026-06-30T05:00:00Z");
    const where = { personId: rita.actor.id, workspaceId: rita.workspaceId };
    await planDb().membership.updateMany({ where, data: { endsAt: new Date("2026-06-30T08:30:00Z") } });
    // Another project stays open, and says when the letter is due.
    const { world, owner } = await makeReviewWorld();
    await addMember(planDb(), world.workspace.id, rita.actor.id, "viewer");
    await planDb().project.update({ where: { id: owner.projectId }, data: { timeZone: "UTC" } });
    await sendDigests(at("2026-06-30T09:00:00Z"));
    expect(sink.letters).toEqual([]);
  });

  it("is written at once for whoever asks, and comes at its hour all the same", async () => {
    expect(await sendDigestNow(rita, at("2026-06-30T12:00:00Z"))).toBe("nothing");
    await changed("Payment", "2026-06-30T11:00:00Z");
    expect(await sendDigestNow(rita, at("2026-06-30T12:00:00Z"))).toBe("sent");
    await sendDigests(at("2026-07-01T06:00:30Z"));
    expect(sink.letters).toHaveLength(2);
    useMailServer(undefined);
    expect(await sendDigestNow(rita, at("2026-06-30T12:00:00Z"))).toBe("off");
  });
});
