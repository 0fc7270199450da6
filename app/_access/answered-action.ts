/** What a form says when its action brought no answer. */

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { SIGNED_OUT } from "../../lib/base/signed-out.ts";
import type { FormAction, FormFailure, FormState } from "./form.ts";
import { typedValues } from "./typed-values.ts";

/** An error of the server carries a digest, the reference its log has too; one of the network or of a proxy carries none. */
function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

/** Why an action brought no answer. */
export function failureOf(error: unknown): FormFailure {
  if (unstable_isUnrecognizedActionError(error)) return "outdated";
  const digest = digestOf(error);
  if (digest === SIGNED_OUT) return "signedOut";
  return digest === undefined ? "unreachable" : "failed";
}

function failed(previous: FormState, data: FormData, error: unknown): FormState {
  const failure = failureOf(error);
  const reference = failure === "failed" ? digestOf(error) : undefined;
  return {
    turn: previous.turn + 1,
    ok: false,
    failure,
    fields: {},
    values: typedValues(data),
    shown: reference === undefined ? {} : { reference },
  };
}

/** The same action, of which every failure is an answer too, so that the page stays and with it what was typed. */
export function answeredAction(action: FormAction): FormAction {
  return async (previous, data) => {
    try {
      // Something between the browser and the server may answer in its place, with a page of its own.
      const answer: FormState | undefined = await action(previous, data);
      return answer ?? failed(previous, data, undefined);
    } catch (error) {
      unstable_rethrow(error);
      return failed(previous, data, error);
    }
  };
}
