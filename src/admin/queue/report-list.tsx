import { ago, exactly, words } from '../words/words.ts';
import type { Row } from './rows.ts';

/** What readers said was wrong with a comment. */
export function ReportList({ reports }: Pick<Row, 'reports'>) {
  return (
    <ul>
      {reports.map(({ reason, text, at }) => (
        <li key={`${at} ${reason}`}>
          <strong>
            <bdi>{words.queue.reportReasons[reason] ?? reason}</bdi>
          </strong>
          {text && (
            <>
              : <bdi>{text}</bdi>
            </>
          )}{' '}
          <time dateTime={at} title={exactly(at)}>
            {ago(at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
