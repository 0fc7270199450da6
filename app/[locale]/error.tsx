"use client";

import { FailureView } from "../_shell/failure-view.tsx";

export default function PageError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main id="main">
      <FailureView error={props.error} retry={props.retry} />
    </main>
  );
}
