import type { AreaText, Formatter } from "../../../../../../lib/i18n/translate.ts";
import type { Received } from "../../../../../../lib/violation/received.ts";

/** What came at the place, the most frequent first, each with its share as a bar; private values covered. */
export function ReceivedList({
  t,
  received,
  format,
}: {
  t: AreaText<"violation">;
  received: Received;
  format: Formatter;
}) {
  if (received.values.length === 0) return null;
  const rows = [
    ...received.values.map((value) => ({ ...value, key: `= ${value.text}`, isValue: true })),
    ...(received.others > 0
      ? [{ key: "others", text: t("received.others"), events: received.others, isValue: false }]
      : []),
  ];
  const most = Math.max(...rows.map(({ events }) => events));
  return (
    <section aria-labelledby="received" className="max-w-3xl">
      <h2 id="received" className="mb-1 font-semibold">
        {t("received.title")}
      </h2>
      <table className="w-full border-collapse text-grid">
        <thead>
          <tr className="border-b text-grey-7">
            <th scope="col" className="h-8 pr-2 text-left font-medium">
              {t("received.value")}
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              {t("column.events")}
            </th>
            <td className="w-1/3" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, text, events, isValue }) => (
            <tr key={key} className="border-b">
              <th scope="row" className="max-w-64 break-words py-1 pr-2 text-left font-normal">
                {isValue ? <code>{text}</code> : text}
              </th>
              <td className="px-2 text-right">{format.number(events)}</td>
              <td>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full" aria-hidden>
                  <rect width={(100 * events) / most} height="8" className="fill-accent-6" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
