"use client";

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from "react";
import type { ErrorCode } from "../../lib/base/error.ts";
import { Button } from "../_ui/button.tsx";
import type { ButtonStyle } from "../_ui/button-style.ts";
import { className } from "../_ui/class-name.ts";
import { CopyButton } from "../_ui/copy-button.tsx";
import { Field } from "../_ui/field.tsx";
import { Input } from "../_ui/input.tsx";
import { Notice } from "../_ui/notice.tsx";
import { Select, type SelectOption } from "../_ui/select.tsx";
import { Textarea } from "../_ui/textarea.tsx";
import { answeredAction } from "./answered-action.ts";
import { EMPTY_FORM, type FormAction, type FormState } from "./form.ts";
import { FormFailureNotice } from "./form-failure.tsx";

const Context = createContext<{ readonly state: FormState; readonly pending: boolean }>({
  state: EMPTY_FORM,
  pending: false,
});

/**
 * A form whose action answers with a `FormState`. Keeps what was typed after a refusal and leads to the first fault; says
 * below its button when the server gave no answer.
 */
export function ActionForm(props: {
  action: FormAction;
  /** Empties the fields after a success: for forms that add one more of something. */
  clears?: boolean;
  /** Called after a success with what was submitted. */
  onDone?: (data: FormData) => void;
  /** Called when something in it was typed or chosen. */
  onInput?: () => void;
  /** Names the form for screen readers where a page has several. */
  label?: string;
  className?: string;
  children: ReactNode;
}) {
  // Without scripts the form posts to the server's own action, which must stand in `action` as it is.
  const [posted, post] = useActionState(props.action, EMPTY_FORM);
  const [state, submit, pending] = useActionState(answeredAction(props.action), posted);
  const form = useRef<HTMLFormElement>(null);
  const { clears } = props;
  const submitted = useRef<FormData>(undefined);
  const onDone = useRef(props.onDone);
  useEffect(() => {
    onDone.current = props.onDone;
  });
  useEffect(() => {
    if (state.turn === 0) return;
    if (state.ok && submitted.current) onDone.current?.(submitted.current);
    if (state.ok && clears) form.current?.reset();
    if (!state.ok) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, clears]);
  // Submitted by hand, since React empties a form that its `action` has handled.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter instanceof HTMLElement ? submitter : null);
    submitted.current = data;
    startTransition(() => submit(data));
  }
  return (
    <Context value={{ state, pending }}>
      <form
        ref={form}
        action={post}
        onSubmit={onSubmit}
        onInput={props.onInput}
        noValidate
        aria-label={props.label}
        className={className("flex flex-col fallback:gap-4", props.className)}
      >
        {props.children}
        <FormFailureNotice state={state} />
      </form>
    </Context>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly className?: string;
}

/** What was typed, after a refusal; after a success the page shows what is stored. */
function kept(state: FormState, name: string): string | undefined {
  return state.ok ? undefined : state.values[name];
}

/** The same, for a field that nobody sees. */
export function useKept(name: string): string | undefined {
  return kept(useContext(Context).state, name);
}

/** A line of text with its error beside it. */
export function FormField(
  props: FieldProps & {
    type?: "text" | "email" | "password" | "date";
    defaultValue?: string;
    autoComplete?: string;
    required?: boolean;
    autoFocus?: boolean;
    maxLength?: number;
    list?: readonly string[];
    code?: boolean;
    readOnly?: boolean;
  },
) {
  const { state } = useContext(Context);
  const listId = props.list ? `list-${props.name}` : undefined;
  return (
    <Field label={props.label} hint={props.hint} error={state.fields[props.name]} className={props.className}>
      {(control) => (
        <>
          <Input
            {...control}
            name={props.name}
            type={props.type ?? "text"}
            defaultValue={kept(state, props.name) ?? props.defaultValue}
            autoComplete={props.autoComplete ?? "off"}
            required={props.required ?? false}
            autoFocus={props.autoFocus ?? false}
            maxLength={props.maxLength}
            list={listId}
            code={props.code ?? false}
            readOnly={props.readOnly ?? false}
            spellCheck={props.type === "email" ? false : undefined}
          />
          {props.list && (
            <datalist id={listId}>
              {props.list.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** Several lines of text with their error beside them. */
export function FormTextarea(props: FieldProps & { defaultValue?: string; code?: boolean; rows?: number }) {
  const { state } = useContext(Context);
  return (
    <Field label={props.label} hint={props.hint} error={state.fields[props.name]} className={props.className}>
      {(control) => (
        <Textarea
          {...control}
          name={props.name}
          rows={props.rows ?? 2}
          code={props.code ?? false}
          defaultValue={kept(state, props.name) ?? props.defaultValue}
        />
      )}
    </Field>
  );
}

/** One of a short list, with its error beside it. */
export function FormSelect(props: FieldProps & { options: readonly SelectOption[]; defaultValue?: string }) {
  const { state } = useContext(Context);
  const value = kept(state, props.name) ?? props.defaultValue;
  const select = useRef<HTMLSelectElement>(null);
  const shown = useRef(value);
  // A select ignores a new default value: one that was left alone takes it, a choice that was made stays.
  useEffect(() => {
    const before = shown.current;
    shown.current = value;
    const { current } = select;
    if (current === null || value === undefined || before === value) return;
    const chosen = before === undefined || current.value === before ? value : current.value;
    for (const option of current.options) option.defaultSelected = option.value === value;
    current.value = chosen;
  }, [value]);
  return (
    <Field label={props.label} hint={props.hint} error={state.fields[props.name]} className={props.className}>
      {(control) => <Select {...control} ref={select} name={props.name} options={props.options} defaultValue={value} />}
    </Field>
  );
}

/** Sends the form. */
export function SubmitButton(props: {
  tone?: ButtonStyle["tone"];
  size?: ButtonStyle["size"];
  name?: string;
  value?: string;
  children: ReactNode;
}) {
  const { pending } = useContext(Context);
  return (
    <Button
      type="submit"
      tone={props.tone ?? "primary"}
      size={props.size}
      pending={pending}
      name={props.name}
      value={props.value}
    >
      {props.children}
    </Button>
  );
}

/** What the answer says about the whole form, announced when it comes; `but` for a refusal that has been dealt with. */
export function FormMessage({ but }: { but?: ErrorCode }) {
  const { state } = useContext(Context);
  const text = state.message ?? state.warning;
  if (but !== undefined && state.code === but) return null;
  if (!text || state.failure !== undefined) return null;
  const tone = state.message === undefined ? "warning" : state.ok ? "info" : "danger";
  return (
    <Notice key={state.turn} tone={tone} announce>
      <p>{text}</p>
    </Notice>
  );
}

/** Something the answer brought that is shown once (a link to pass on, a token), under the label `<name>.label` of the answer. */
export function FormReveal(props: { name: string; hint?: string; copyLabel: string }) {
  const { state } = useContext(Context);
  const text = state.ok ? state.shown[props.name] : undefined;
  if (!text) return null;
  return (
    <Notice key={state.turn} title={state.shown[`${props.name}.label`]} announce>
      <p className="my-1 break-all font-mono text-grid" data-revealed={props.name}>
        {text}
      </p>
      <CopyButton text={text} label={props.copyLabel} />
      {props.hint && <p className="mt-1 text-grey-7 text-grid">{props.hint}</p>}
    </Notice>
  );
}
