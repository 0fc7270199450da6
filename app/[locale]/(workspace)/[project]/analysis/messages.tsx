"use client";

import { Notice } from "../../../../_ui/notice.tsx";

/** Why a question was not answered, in plain sentences. */
export function Refusals({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <Notice tone="danger" announce>
      <ul>
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}
