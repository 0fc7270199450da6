/** How far a task has come, kept over a restart. */

import { planDb } from "../store/plan-db.ts";

export async function markOf(name: string): Promise<number | undefined> {
  return (await planDb().taskMark.findUnique({ where: { name } }))?.at.getTime();
}

export async function setMark(name: string, at: number): Promise<void> {
  const value = new Date(at);
  await planDb().taskMark.upsert({ where: { name }, create: { name, at: value }, update: { at: value } });
}
