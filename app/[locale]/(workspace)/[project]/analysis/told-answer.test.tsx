import { Suspense } from "react";
import { renderToReadableStream } from "react-dom/server.browser";
import { expect, it } from "vitest";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { type AskedAhead, useAnswer, useAskedAhead } from "./use-answer.ts";

const QUESTION = { kind: "cohort", criterion: { kind: "cohort", cohort: "c" } } as const;

function Size({ ahead }: { ahead: AskedAhead }) {
  const { answer } = useAnswer("shop", QUESTION, undefined, useAskedAhead(QUESTION, ahead));
  return <p>{answer?.result.kind === "cohort" ? answer.result.count : "none"}</p>;
}

async function htmlOf(reply: Promise<string>): Promise<string> {
  const stream = await renderToReadableStream(
    <TextProvider language="en" areas={["analysis"]}>
      <Suspense fallback="on its way">
        <Size ahead={{ asked: JSON.stringify(QUESTION), reply }} />
      </Suspense>
    </TextProvider>,
  );
  return new Response(stream).text();
}

it("an answer asked ahead is part of the page: it is painted before the scripts are there", async () => {
  const reply = JSON.stringify({ ok: true, answer: { result: { kind: "cohort", count: 7 } } });
  expect(await htmlOf(Promise.resolve(reply))).toContain("<p>7</p>");
});

it("a page is whole where what was asked ahead fails", async () => {
  const failing = Promise.reject(new Error("The event store is gone."));
  failing.catch(() => undefined);
  expect(await htmlOf(failing)).toContain("<p>none</p>");
});
