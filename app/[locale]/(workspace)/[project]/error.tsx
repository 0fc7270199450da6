"use client";

import { FailureView } from "../../../_shell/failure-view.tsx";

export default function ProjectError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return <FailureView error={props.error} retry={props.retry} />;
}
