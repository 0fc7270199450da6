"""Makes a DuckDB file with tables for a dbt package to build on, rows in them, and a dbt profile beside it.

Without rows the tables of BigQuery are made, in DuckDB's types; a folder of rows fills those it has a file of.
"""

import json
import sys
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp


def bare(statement):
    """Without what is BigQuery's alone."""
    statement.set("properties", None)
    for constraint in list(statement.find_all(exp.ColumnConstraint)):
        if not isinstance(constraint.args["kind"], exp.NotNullColumnConstraint):
            constraint.pop()
    for field in list(statement.find_all(exp.ColumnDef)):
        if field.find_ancestor(exp.DataType):
            field.set("constraints", [])
    return statement.sql(dialect="duckdb")


def main(ddl, folder, rows=None):
    database = Path(folder) / "proof.duckdb"
    connection = duckdb.connect(str(database))
    connection.execute("set timezone = 'UTC'")
    for path in [Path(ddl) / "schema.sql", *sorted((Path(ddl) / "events").glob("*.sql"))]:
        for statement in sqlglot.parse(path.read_text(), dialect="bigquery"):
            connection.execute(bare(statement))
    for path in sorted(Path(rows).glob("*.json")) if rows else []:
        schema, table = path.stem.split(".")
        for row in json.loads(path.read_text()):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(f'insert into "{schema}"."{table}" ({names}) values ({marks})', list(row.values()))
    connection.close()
    profile = {"proof": {"target": "dev", "outputs": {"dev": {"type": "duckdb", "path": str(database), "threads": 1}}}}
    (Path(folder) / "profiles.yml").write_text(json.dumps(profile))


main(*sys.argv[1:])
