"""Reads statements with sqlglot; prints, file by file, what a warehouse would be told, as JSON."""

import json
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp


def text_of(node):
    return None if node is None else node.this if isinstance(node, exp.Literal) else node.name


def description(properties, dialect):
    """The comment of a table or of a column of BigQuery stands among its options."""
    for found in properties:
        if isinstance(found, exp.SchemaCommentProperty):
            return text_of(found.this)
        if isinstance(found, exp.Property) and text_of(found.this) == "description":
            return text_of(found.args["value"])
        if isinstance(found, exp.EQ) and found.this.name == "description":
            return text_of(found.expression)
    return None


def column(node, dialect):
    comment = None
    must = False
    for constraint in node.args.get("constraints") or []:
        kind = constraint.args.get("kind") if isinstance(constraint, exp.ColumnConstraint) else constraint
        if isinstance(kind, exp.NotNullColumnConstraint):
            must = True
        elif isinstance(kind, exp.CommentColumnConstraint):
            comment = text_of(kind.this)
        else:
            options = list(kind.expressions) if isinstance(kind, exp.Properties) else [kind]
            comment = description(options, dialect)
    return {"name": node.name, "type": node.args["kind"].sql(dialect=dialect), "comment": comment, "notNull": must}


def table(statement, dialect):
    if not isinstance(statement, exp.Create):
        raise SystemExit(f"not a statement that creates: {statement.sql(dialect=dialect)[:200]}")
    if statement.kind != "TABLE":
        return {"kind": statement.kind}
    properties = statement.args["properties"].expressions
    columns = [column(one, dialect) for one in statement.this.expressions]
    return {
        "kind": "TABLE",
        "name": statement.this.this.name,
        "comment": description(properties, dialect),
        "columns": columns,
    }


def main(dialect, folder):
    told = {}
    for path in sorted(Path(folder).rglob("*.sql")):
        statements = sqlglot.parse(path.read_text(), dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
        told[str(path.relative_to(folder))] = [table(one, dialect) for one in statements if one is not None]
    json.dump(told, sys.stdout)


main(*sys.argv[1:3])
