// @vitest-environment happy-dom

import { act, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Language } from "../../lib/plan/plan.ts";
import { useMounted } from "../_ui/testing/mounted.tsx";
import { TextProvider } from "../_ui/text-provider.tsx";
import { ToastArea } from "../_ui/toast.tsx";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "./action-form.tsx";
import { ConfirmAction } from "./confirm-action.tsx";
import { EMPTY_FORM, type FormAction } from "./form.ts";

const mounted = useMounted();
const shown = (language: Language, children: ReactNode) => mounted.show(children, { language });

function form(action: FormAction): ReactNode {
  return (
    <ActionForm action={action}>
      <FormMessage />
      <FormField name="name" label="Name" defaultValue="as saved" />
      <FormSelect
        name="kind"
        label="Kind"
        defaultValue="one"
        options={[
          { value: "one", label: "One" },
          { value: "two", label: "Two" },
        ]}
      />
      <SubmitButton>Save</SubmitButton>
    </ActionForm>
  );
}

const field = <Element extends HTMLElement>(selector: string) => mounted.the<Element>(selector);

async function typeAndSend(): Promise<void> {
  field<HTMLInputElement>("[name=name]").value = "as typed";
  field<HTMLSelectElement>("[name=kind]").value = "two";
  await mounted.submit();
}

function expectKept(): void {
  expect(field<HTMLInputElement>("[name=name]").value).toBe("as typed");
  expect(field<HTMLSelectElement>("[name=kind]").value).toBe("two");
  expect(field<HTMLButtonElement>("button").disabled).toBe(false);
}

const refuse = (error: unknown) => () => Promise.reject(error);
const digested = Object.assign(new Error("Minified"), { digest: "1234567" });

beforeEach(() => void vi.stubGlobal("console", { ...console, error: vi.fn() }));
afterEach(() => {
  mounted.leave();
  vi.unstubAllGlobals();
});

const TOLD = [
  ["en", "The server could not be reached; nothing was saved. Try again."],
  ["fr", "Le serveur n’a pas pu être joint\u00a0; rien n’a été enregistré. Réessayez."],
] as const;

describe("a form whose server gives no answer", () => {
  for (const [language, words] of TOLD)
    it(`says so after its button and keeps what was typed (${language})`, async () => {
      await shown(language, form(refuse(new TypeError("Failed to fetch"))));
      await typeAndSend();
      expect(field("[role=alert]").textContent).toBe(words);
      expect(field("form").lastElementChild).toBe(field("[role=alert]"));
      expectKept();
    });

  it("is sent again by the same button", async () => {
    const action = vi.fn<FormAction>().mockRejectedValueOnce(new TypeError("Failed to fetch"));
    action.mockImplementation(async (previous) => ({
      ...EMPTY_FORM,
      turn: previous.turn + 1,
      ok: true,
      message: "Saved",
    }));
    await shown("en", form(action));
    await typeAndSend();
    await typeAndSend();
    expect(mounted.host.querySelector("[data-failure]")).toBeNull();
    expect(field("[role=alert]").textContent).toBe("Saved");
  });

  it("names the reference of a failure that the server has in its log", async () => {
    await shown("en", form(refuse(digested)));
    await typeAndSend();
    expect(field("[role=alert]").textContent).toContain("Reference 1234567");
    expectKept();
  });

  it("takes the page of a proxy for no answer", async () => {
    await shown("en", form((async () => undefined) as unknown as FormAction));
    await typeAndSend();
    expect(field("[data-failure]").dataset.failure).toBe("unreachable");
    expectKept();
  });

  it("leads to signing in, in a tab of its own, when the session has ended", async () => {
    const ended: FormAction = async (previous) => ({
      ...EMPTY_FORM,
      turn: previous.turn + 1,
      code: "unauthenticated",
      failure: "signedOut",
      message: "Sign in first.",
      values: { name: "as typed", kind: "two" },
    });
    await shown("fr", form(ended));
    await typeAndSend();
    expect(field<HTMLAnchorElement>("[role=alert] a").getAttribute("href")).toBe("/fr/sign-in");
    expect(field<HTMLAnchorElement>("[role=alert] a").target).toBe("_blank");
    expect(mounted.all("[role=alert]")).toHaveLength(1);
    expectKept();
  });

  it("lets what leads to another page through", async () => {
    const redirected = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;push;/en/shop;307;" });
    await expect(
      (async () => {
        await shown("en", form(refuse(redirected)));
        await typeAndSend();
      })(),
    ).rejects.toThrow("NEXT_REDIRECT");
  });
});

it("keeps the server's own action in the form for a page without scripts", async () => {
  // As the framework makes it of a server action.
  const action = Object.assign(async () => EMPTY_FORM, {
    $$FORM_ACTION: () => ({ name: "$ACTION_1", method: "POST", encType: "multipart/form-data", data: null }),
    bind: () => action,
  });
  await shown("en", null);
  const html = renderToString(
    <TextProvider language="en" areas={["shell"]}>
      {form(action)}
    </TextProvider>,
  );
  expect(html).toContain('method="POST"');
  expect(html).not.toContain("javascript:");
});

it("says that an act was not done after asking for it once more", async () => {
  await shown(
    "en",
    <>
      <ConfirmAction
        action={refuse(new TypeError("Failed to fetch"))}
        fields={{}}
        title="Archive?"
        description="No event is taken then."
        verb="Archive"
      />
      <ToastArea />
    </>,
  );
  await mounted.click(field("button"));
  await act(async () => void (await import("../_ui/dialog-window.tsx")));
  await mounted.click("Archive");
  expect(document.querySelector("[role=dialog]")).toBeNull();
  expect(field("[aria-live=polite]").textContent).toContain("nothing was saved");
});
