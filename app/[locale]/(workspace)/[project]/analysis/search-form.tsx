import Form from "next/form";
import { Button } from "../../../../_ui/button.tsx";
import { Input } from "../../../../_ui/input.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";

/** Search in a list, kept in the address. */
export function SearchForm(props: { path: string; search: string; label: string; apply: string; clear: string }) {
  return (
    <search>
      <Form action={props.path} className="flex flex-wrap items-end gap-2 px-4 pb-3" key={props.search}>
        <Input
          type="search"
          name="search"
          aria-label={props.label}
          placeholder={props.label}
          defaultValue={props.search}
          className="w-64"
        />
        <Button type="submit">{props.apply}</Button>
        {props.search !== "" && (
          <LinkButton tone="quiet" href={props.path}>
            {props.clear}
          </LinkButton>
        )}
      </Form>
    </search>
  );
}
