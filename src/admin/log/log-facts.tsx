import type { LogEntryView } from '../../wire/log.ts';
import { words } from '../words/words.ts';

type Detail = LogEntryView['detail'];

/** Ids and numbers that say nothing to a reader: what they stand for is shown beside. */
const unsaid: ReadonlySet<string> = new Set(['comment', 'undoes', 'approval', 'job', 'block', 'webhook', 'version']);
const id = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The small facts of an act, in the words that the other screens have for them. */
export function LogFacts({ detail }: { readonly detail: Detail }) {
  const facts = Object.entries(detail).filter(([name]) => !unsaid.has(name));
  if (facts.length === 0) return null;
  return (
    <p class="hint">
      {facts.map(([name, value]) => (
        <span key={name} class="fact">
          {words.log.details[name] ?? name}
          {!id.test(String(value)) && (
            <>
              {': '}
              <bdi>{told(name, String(value))}</bdi>
            </>
          )}{' '}
        </span>
      ))}
    </p>
  );
}

const kinds: Readonly<Record<string, string>> = { ...words.failures.kinds, ...words.blocks.kinds };

function told(name: string, value: string): string {
  if (name === 'to' || name === 'from') return words.queue.allStatuses[value] ?? value;
  if (name === 'days' && value === 'null') return words.blocks.forGood;
  if (name === 'kind') return kinds[value] ?? value;
  if (name !== 'keys') return value;
  const fields: Readonly<Record<string, { readonly label: string }>> = words.settings.fields;
  const labels = value.split(' ').map((key) => fields[key]?.label ?? key);
  return labels.join(', ');
}
