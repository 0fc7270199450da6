/** Texts of a closed form: days, addresses, words. */

import { z } from "zod";
import { DAYS_MAX, isDay } from "./day.ts";
import { hasHalfPair, TEXT_FAULT } from "./json-value.ts";

const DAY_FAULT = {
  error: "This must be a day as YYYY-MM-DD.",
  params: { fr: "Il faut un jour sous la forme AAAA-MM-JJ." },
};
const URL_FAULT = {
  error: "This must be an address that begins with http://, https:// or /.",
  params: { fr: "Il faut une adresse qui commence par http://, https:// ou /." },
};

/** A day of the calendar. */
export const daySchema = z.string().refine(isDay, DAY_FAULT);

export const daysSchema = z.int().min(1).max(DAYS_MAX);

/** Shown as a link, so nothing that a browser would run. */
export const urlSchema = z
  .string()
  .max(2000)
  .refine((text) => /^(?:https?:\/\/[^\s]|\/)/i.test(text) && !text.includes("\u0000"), URL_FAULT);

const whole = (text: string) => !text.includes("\u0000") && !hasHalfPair(text);
const refusal = { error: TEXT_FAULT.en, params: { fr: TEXT_FAULT.fr } };

/** A word, or a few. */
export const wordSchema = z.string().min(1).max(200).refine(whole, refusal);
/** A sentence or two that must be there. */
export const reasonSchema = z.string().min(1).max(2000).refine(whole, refusal);
