import type { LogEntryView } from '../wire/log.ts';

const columns = ['id', 'at', 'site', 'who', 'act', 'note', 'detail'] as const;

/** One JSON value a line. */
export async function* jsonLines(entries: AsyncIterable<LogEntryView>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/** Comma-separated (RFC 4180), with the names of the columns first. */
export async function* csvLines(entries: AsyncIterable<LogEntryView>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const entry of entries) yield `${columns.map((column) => cell(entry[column])).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula is kept from being one. */
function cell(value: LogEntryView[(typeof columns)[number]]): string {
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
