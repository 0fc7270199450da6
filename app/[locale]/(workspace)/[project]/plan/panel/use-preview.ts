"use client";

import { useEffect, useState } from "react";
import type { ShownCode, ShownFile } from "./shown-code.ts";

export interface Preview {
  /** The last that came; stays while the next one is awaited. */
  readonly code: ShownCode | undefined;
  /** The last files that could be generated. */
  readonly files: readonly ShownFile[];
  readonly pending: boolean;
  /** Why the last one did not come; empty where nobody said. */
  readonly failed: readonly string[] | undefined;
}

const NOTHING: Preview = { code: undefined, files: [], pending: true, failed: undefined };

interface AskOptions {
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** How the server is asked; tests answer themselves. */
export type Ask = (address: string, options: AskOptions) => Promise<Response>;

interface Question {
  readonly address: string;
  /** JSON. */
  readonly body: string;
}

async function asked(ask: Ask, { address, body }: Question, signal: AbortSignal): Promise<Partial<Preview>> {
  const headers = { "content-type": "application/json" };
  const answer = await ask(address, { method: "POST", headers, body, signal });
  if (!answer.ok) {
    const told: unknown = await answer.json().catch(() => undefined);
    const messages = (told as { readonly messages?: readonly string[] } | undefined)?.messages;
    return { failed: messages ?? [] };
  }
  const code = (await answer.json()) as ShownCode;
  return { code, failed: undefined, ...(code.refused.length > 0 ? {} : { files: code.files }) };
}

/** What the address answers, asked again with every other body or `revision` and by `again`; what is under way then is given up. */
export function usePreview(
  ask: Ask,
  { address, body }: Question,
  revision: string,
): Preview & { readonly again: () => void } {
  const [preview, setPreview] = useState(NOTHING);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address answers depends on the revision.
  useEffect(() => {
    const abort = new AbortController();
    setPreview((before) => ({ ...before, pending: true }));
    asked(ask, { address, body }, abort.signal)
      .catch(() => ({ failed: [] }))
      .then((came) => {
        if (!abort.signal.aborted) setPreview((before) => ({ ...before, ...came, pending: false }));
      });
    return () => abort.abort();
  }, [address, body, revision, turn]);
  return { ...preview, again: () => setTurn((count) => count + 1) };
}
