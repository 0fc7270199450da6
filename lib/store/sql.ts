/**
 * SQL for the event store as values: text with bound parameters, composed from fragments. There is no way to splice a
 * string into the text: values are bound, names come from closed unions through `sql.name`.
 */

const fragment: unique symbol = Symbol("sql");

/** ClickHouse types a value can be bound as. */
export type SqlType =
  | "String"
  | "UInt8"
  | "UInt16"
  | "UInt32"
  | "UInt64"
  | "Int64"
  | "Float64"
  | "Bool"
  | "DateTime64(3,'UTC')"
  | "Array(String)"
  | "Array(UInt32)"
  | "Array(UInt64)"
  | "Array(Float64)"
  | "Map(String, String)";

interface Bound {
  readonly type: SqlType;
  readonly value: unknown;
}

export interface Sql {
  readonly [fragment]: true;
  readonly parts: readonly (string | Bound)[];
}

export interface CompiledSql {
  /** Text with `{p0:Type}` placeholders. */
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function make(parts: readonly (string | Bound)[]): Sql {
  return { [fragment]: true, parts };
}

function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && fragment in value;
}

function inferred(value: string | number | boolean | bigint | readonly string[]): Bound {
  if (typeof value === "string") return { type: "String", value };
  if (typeof value === "boolean") return { type: "Bool", value };
  if (typeof value === "bigint") return { type: "UInt64", value: value.toString() };
  if (typeof value === "number") return { type: Number.isSafeInteger(value) ? "Int64" : "Float64", value };
  return { type: "Array(String)", value };
}

export type SqlValue = Sql | string | number | boolean | bigint | readonly string[];

function tag(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  const parts: (string | Bound)[] = [];
  strings.forEach((text, index) => {
    parts.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (isSql(value)) parts.push(...value.parts);
    else parts.push(inferred(value));
  });
  return make(parts);
}

export interface SqlTag {
  /** `sql\`select ${1} from t where ${condition}\``: values become parameters, fragments are joined in. */
  (strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql;
  /** A value bound under an explicit type. Instants are bound as epoch milliseconds or as `YYYY-MM-DD HH:MM:SS.mmm`. */
  as(type: SqlType, value: unknown): Sql;
  /** A name that the code itself wrote: letters, digits and underscores only. */
  name(name: string): Sql;
  join(fragments: readonly Sql[], separator: Sql): Sql;
  readonly empty: Sql;
}

function plainName(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new Error("Invariant: not a plain SQL name");
  return make([name]);
}

function join(fragments: readonly Sql[], separator: Sql): Sql {
  return make(fragments.flatMap((item, index) => (index === 0 ? item.parts : [...separator.parts, ...item.parts])));
}

// Defined and not assigned: a function's own `name` refuses assignment.
export const sql = Object.defineProperties(tag, {
  as: { value: (type: SqlType, value: unknown): Sql => make([{ type, value }]) },
  name: { value: plainName },
  join: { value: join },
  empty: { value: make([]) },
}) as unknown as SqlTag;

/** Numbers the parameters and merges equal ones. */
export function compileSql(statement: Sql): CompiledSql {
  const params: Record<string, unknown> = {};
  const names = new Map<string, string>();
  let text = "";
  for (const part of statement.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const key = `${part.type} ${JSON.stringify(part.value)}`;
    let name = names.get(key);
    if (name === undefined) {
      name = `p${names.size}`;
      names.set(key, name);
      params[name] = part.value;
    }
    text += `{${name}:${part.type}}`;
  }
  return { text, params };
}
