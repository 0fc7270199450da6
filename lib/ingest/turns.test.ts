import { expect, it } from "vitest";
import { NoTurnError, Turns } from "./turns.ts";

it("lets a few at once, the others in their order, and refuses whoever would wait too far back", async () => {
  const turns = new Turns(2, 3);
  const started: number[] = [];
  const ends: ((fails: boolean) => void)[] = [];
  const take = (n: number) =>
    turns.take(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(n);
          ends[n] = (fails) => (fails ? reject(new Error("failed")) : resolve(n));
        }),
    );
  const taken = [0, 1, 2, 3, 4].map(take);
  await expect(take(5)).rejects.toBeInstanceOf(NoTurnError);
  expect(started).toEqual([0, 1]);
  ends[1]?.(true);
  await expect(taken[1]).rejects.toThrow("failed");
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.(false);
  ends[2]?.(false);
  expect([await taken[0], await taken[2]]).toEqual([0, 2]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  const late = take(6);
  ends[3]?.(false);
  ends[4]?.(false);
  await Promise.all([taken[3], taken[4]]);
  expect(started).toEqual([0, 1, 2, 3, 4, 6]);
  ends[6]?.(false);
  expect(await late).toBe(6);
});
