import Form from "next/form";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";
import { LinkButton } from "./link-button.tsx";
import { Select, type SelectOption } from "./select.tsx";

/** Search and filters of a list, kept in the address; works without scripts. */
export function FilterForm(props: {
  /** The address without any filter. */
  path: string;
  /** What the address holds now: with another, the fields begin anew. */
  query: string;
  search: { readonly label: string; readonly hint: string; readonly value: string; readonly className?: string };
  apply: string;
  /** The word that takes every filter away; absent where nothing is filtered. */
  clear?: string | undefined;
  children?: ReactNode;
}) {
  const { search } = props;
  return (
    <search>
      <Form action={props.path} className="flex flex-wrap items-end gap-3 px-4 pb-4" key={props.query}>
        <Field label={search.label} className={search.className ?? "w-56"}>
          {(control) => (
            <Input {...control} type="search" name="search" defaultValue={search.value} placeholder={search.hint} />
          )}
        </Field>
        {props.children}
        <Button type="submit">{props.apply}</Button>
        {props.clear !== undefined && (
          <LinkButton tone="quiet" href={props.path}>
            {props.clear}
          </LinkButton>
        )}
      </Form>
    </search>
  );
}

/** One of a short list to filter by. */
export function FilterSelect(props: {
  name: string;
  label: string;
  value: string;
  options: readonly SelectOption[];
  className?: string;
}) {
  return (
    <Field label={props.label} className={props.className ?? "w-48"}>
      {(control) => <Select {...control} name={props.name} defaultValue={props.value} options={props.options} />}
    </Field>
  );
}
