"use client";

import { Notice } from "../_ui/notice.tsx";
import { useText } from "../_ui/text.tsx";
import type { FormState } from "./form.ts";
import { SignInAside } from "./sign-in-aside.tsx";

/** Says that nothing was saved although nothing typed was wrong, and what to do; announced when it comes. */
export function FormFailureNotice({ state }: { state: FormState }) {
  const t = useText("shell");
  const { failure } = state;
  if (failure === undefined) return null;
  const { reference } = state.shown;
  return (
    <Notice key={state.turn} tone="danger" announce>
      <p data-failure={failure}>{t(`form.${failure}`)}</p>
      {reference !== undefined && (
        <p className="font-mono text-grey-7 text-grid">{t("error.reference", { digest: reference })}</p>
      )}
      {failure === "signedOut" && <SignInAside />}
    </Notice>
  );
}

/** The same in one line, for what is told in passing. */
export function useFailureText(): (state: FormState) => string | undefined {
  const t = useText("shell");
  return ({ failure }) => (failure === undefined ? undefined : t(`form.${failure}`));
}
