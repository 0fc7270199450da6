import Form from "next/form";
import { Button } from "../../../../_ui/button.tsx";
import { Input } from "../../../../_ui/input.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";

/** Search in a list, kept in the address; the order of the list stays as it is. */
export function SearchForm(props: {
  path: string;
  search: string;
  /** The order, unless it is the one without a name in the address. */
  sort?: "updated" | undefined;
  label: string;
  apply: string;
  clear: string;
}) {
  const { sort } = props;
  return (
    <search>
      <Form action={props.path} className="flex flex-wrap items-end gap-2 px-4 pb-3" key={props.search}>
        {sort !== undefined && <input type="hidden" name="sort" value={sort} />}
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
          <LinkButton tone="quiet" href={sort === undefined ? props.path : `${props.path}?sort=${sort}`}>
            {props.clear}
          </LinkButton>
        )}
      </Form>
    </search>
  );
}
