/** What may stand alike in English and French. */

/** Words that both languages share, and names that neither translates. */
const GLOSSARY = new Set(
  `gabarit · source sources violation violations documentation english français main branches e-mail invitation invitations
  version versions import export description code page pages json schema draft-07 null plan ios android production total
  conditions condition funnel drop-off min h minute minutes session sessions micro-conversion type action url format segment
  track tracking identify screen pro vip order completed title sentence case protocols minimum maximum id bundle
  stickiness compatible funnels verdict questions sections document figure date actions exports publications saas e-commerce fintech
  notification notifications destination destinations mixpanel webhook webhooks slack mattermost rocket chat ms csv xlsx typescript
  python java go kotlin types bigquery snowflake clickhouse dbt markdown html parquet ndjson transformation transformations`.split(
    /\s+/,
  ),
);

/** Words of a text that are neither in the glossary nor spelled as names of code are. */
export function foreignWords(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}_-]+/u)
    .filter((word) => /\p{L}{2}/u.test(word) && !GLOSSARY.has(word.toLowerCase()) && !isCode(word));
}

function isCode(word: string): boolean {
  return /^[a-z]+([A-Z_-][a-z]+)+$/.test(word) && /[A-Z_]|-case$|^order-/.test(word);
}
