/** The letter of the day, in the reader's language. */

import { readEnv } from "../base/env.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { shareText } from "../i18n/share-text.ts";
import { formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import { scored } from "../ingest/score.ts";
import { inLine, type LetterSection, letterOf } from "../mail/letter.ts";
import type { Letter } from "../mail/mailer.ts";
import type { Language } from "../plan/plan.ts";
import type { DigestPart } from "./digest-content.ts";
import { dayText, noticePath, noticeSentence, noticeText, type Told } from "./notice-sentence.ts";

/** Nobody reads further; the list has them all. */
const SHOWN = 20;

const VIOLATIONS: readonly NotificationKind[] = ["violation_new", "violation_regressed"];

interface Line {
  readonly text: string;
  readonly url: string;
}

function shortened(language: Language, lines: readonly Line[], url: string): Line[] {
  if (lines.length <= SHOWN) return [...lines];
  const text = translator(language, "notify")("digest.more", { count: lines.length - SHOWN });
  return [...lines.slice(0, SHOWN), { text, url }];
}

function shareOf(language: Language, received: number, conformant: number): string {
  const share = received === 0 ? 0 : conformant / received;
  return shareText(formatterOf(language), share);
}

function sectionsOf(language: Language, { project, reviews, told, volume }: DigestPart): LetterSection[] {
  const t = translator(language, "notify");
  const home = `${readEnv().publicUrl}/${language}`;
  const line = (one: Told): Line => {
    const text = noticeText(language, one.payload);
    const sentence = noticeSentence(language, one, inLine);
    return {
      text: text === undefined ? sentence : `${sentence} ${inLine(text)}`,
      url: `${home}${noticePath(project.slug, one)}`,
    };
  };
  const lists: readonly (readonly [title: string, lines: readonly Line[]])[] = [
    [
      t("digest.reviews"),
      reviews.map(({ branch, by }) => ({
        text: t("digest.review", { branch: inLine(branch), by: inLine(by) }),
        url: `${home}/${project.slug}/plan/branches/${encodeURIComponent(branch)}`,
      })),
    ],
    [t("digest.news"), told.filter(({ kind }) => !VIOLATIONS.includes(kind) && kind !== "expiring").map(line)],
    [t("digest.violations"), told.filter(({ kind }) => VIOLATIONS.includes(kind)).map(line)],
    [t("digest.expiring"), told.filter(({ kind }) => kind === "expiring").map(line)],
  ];
  const sections = lists
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => ({ title, lines: shortened(language, lines, `${home}/${project.slug}/notifications`) }));
  const counted =
    volume === undefined
      ? []
      : [
          t("digest.volume", {
            received: volume.received,
            share: shareOf(language, volume.received, volume.conformant),
            score: formatterOf(language).number(scored(volume.received, volume.conformant).score ?? 0, {
              minimumFractionDigits: 1,
            }),
          }),
        ];
  return [{ title: inLine(project.name), heading: true, texts: counted, lines: [] }, ...sections];
}

/** One letter over all the person's projects. */
export function digestLetter(
  language: Language,
  given: { readonly day: string; readonly parts: readonly DigestPart[]; readonly endUrl: string },
): Letter {
  const t = translator(language, "notify");
  const [first] = given.parts;
  return letterOf({
    language,
    subject: t("digest.subject", { day: dayText(language, given.day) }),
    opening: [t("digest.title")],
    sections: given.parts.flatMap((part) => sectionsOf(language, part)),
    link: {
      label: t("digest.verb"),
      url: `${readEnv().publicUrl}/${language}/${first?.project.slug ?? ""}/notifications`,
    },
    closing: [t("digest.why"), t("digest.off", { url: given.endUrl })],
  });
}
