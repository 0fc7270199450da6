"use client";

import { use, useEffect, useRef, useState } from "react";
import type { Answer, Question } from "../../../../../lib/analysis/question.ts";
import { keep } from "../../../../../lib/plan/rules/keep.ts";
import { useLanguage, useText } from "../../../../_ui/text.tsx";

export type AnswerReply =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly code: string; readonly messages: readonly string[] };

/** What the page asked before it came, and the reply to it as the route would write it. */
export interface AskedAhead {
  readonly asked: string;
  readonly reply: Promise<string>;
}

export interface AnswerState {
  /** The last answer; stays visible while the next one is awaited. */
  readonly answer: Answer | undefined;
  readonly messages: readonly string[];
  readonly pending: boolean;
}

/** Typing settles for this long before anything is asked. */
const SETTLE_MS = 150;
/** What did not arrive is asked for again after this long, or as soon as the network is back. */
const AGAIN_MS = 10_000;

function stateOf(reply: AnswerReply): AnswerState {
  return reply.ok
    ? { answer: reply.answer, messages: [], pending: false }
    : { answer: undefined, messages: reply.messages, pending: false };
}

/** One promise for each reply, as React must be given it again: undefined where it did not arrive. */
const arrived = keep(async (reply: Promise<string>): Promise<AnswerReply | undefined> => {
  try {
    return JSON.parse(await reply) as AnswerReply;
  } catch {
    return undefined;
  }
});

/** Nothing was asked: as React marks what it need not wait for. */
const NOTHING = Object.assign(Promise.resolve(undefined), { status: "fulfilled", value: undefined });

/**
 * The reply to what was asked ahead, for `useAnswer` to begin with: it is painted as soon as it is there, before the page's
 * scripts are. Suspends until then; undefined for another question, and where the reply did not arrive.
 */
export function useAskedAhead(question: Question, ahead: AskedAhead): AnswerReply | undefined {
  // A page that is written anew brings another one, which nobody waits for.
  const [{ asked, reply }] = useState(ahead);
  return use<AnswerReply | undefined>(JSON.stringify(question) === asked ? arrived(reply) : NOTHING);
}

/**
 * Asks a question and asks again whenever it changes; the one before is cancelled. `undefined` asks nothing. Questions are
 * compared by value. Without an answer it goes on asking. What was asked ahead, or is told at first, is not asked again.
 */
export function useAnswer(
  slug: string,
  question: Question | undefined,
  ahead?: AskedAhead,
  told?: AnswerReply,
): AnswerState {
  const language = useLanguage();
  const failed = useText("analysis")("answer.failed");
  const [state, setState] = useState<AnswerState>(
    told === undefined ? { answer: undefined, messages: [], pending: question !== undefined } : stateOf(told),
  );
  const text = question === undefined ? "" : JSON.stringify(question);
  // An answer of when the page came: later the same question is asked anew.
  const early = useRef(ahead);
  const toldOf = useRef(told === undefined ? undefined : text);
  useEffect(() => {
    if (toldOf.current === text) return;
    toldOf.current = undefined;
    if (text === "") {
      setState({ answer: undefined, messages: [], pending: false });
      return;
    }
    const abort = new AbortController();
    setState((before) => ({ ...before, pending: true }));
    const under = early.current?.asked === text ? early.current.reply : undefined;
    early.current = undefined;
    const post = async () => {
      const response = await fetch(`/${language}/${slug}/answer`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: text,
        signal: abort.signal,
      });
      return response.text();
    };
    const ask = async (arriving?: Promise<string>) => {
      try {
        const reply = JSON.parse(await (arriving ?? post())) as AnswerReply;
        if (abort.signal.aborted) return;
        setState(stateOf(reply));
      } catch {
        if (abort.signal.aborted) return;
        setState((before) => ({ ...before, messages: [failed], pending: false }));
        askAgain();
      }
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
      void ask();
    };
    const askAgain = () => {
      timer = setTimeout(again, AGAIN_MS);
      window.addEventListener("online", again);
    };
    if (under === undefined) timer = setTimeout(ask, SETTLE_MS);
    else void ask(under);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
      abort.abort();
    };
  }, [slug, language, text, failed]);
  return state;
}
