/** Words that BigQuery, Snowflake, ClickHouse, Redshift, PostgreSQL, Databricks or DuckDB do not take for names without quotes. */

const RESERVED: ReadonlySet<string> = new Set(
  (
    "account aes128 aes256 all allowdate alter analyse analyze and anti any array as asc asof assert assert_rows_modified at " +
    "attach authorization backup between binary both by case cast check cluster collate collation column concurrently " +
    "configuration connect connection constraint contains create credentials cross cube current current_catalog current_date " +
    "current_role current_schema current_time current_timestamp current_user current_user_id database date default deferrable " +
    "define deflate defrag delete desc describe detach disable distinct distribution drop else emptyasnull enable encode " +
    "encrypt end enum escape except exclude exists explicit extract false fetch final following for foreign format freeze from " +
    "full function global grant group groupby grouping groups gscluster gzip hash having identity if ignore ilike in increment " +
    "index inner insert interpolate intersect interval into is isnull issue join key kill lambda language lateral leading left " +
    "level like limit local localtime localtimestamp lookup lun luns lzo merge minus minus_sign natural new no not notnull null " +
    "nulls of off offline offset oid old on only open optimize or order organization outer over overlaps parallel partition " +
    "percent permissions pivot placing prewhere primary proto public qualify range raw readratio recover recursive references " +
    "regexp rejectlog rename resort respect restore returning revoke right rlike rollup row rows sample schema select semi " +
    "session_user set settings show similar snapshot some start struct summarize symmetric sysdate system system_user table " +
    "tablesample tag then tdes text255 text32k ties timestamp to top totals trailing treat trigger true truncate " +
    "truncatecolumns try_cast unbounded union unique unnest unpivot update user using values variadic verbose view wallet when " +
    "whenever where window with within without"
  ).split(" "),
);

export function isReservedInSql(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
