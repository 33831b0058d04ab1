import type { JobsView } from '../../wire/overview.ts';
import { ask } from '../ask.ts';
import { hrefTo, route } from '../route.ts';
import { attempt } from '../shell/attempt.ts';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { Empty } from '../shell/paged.tsx';
import { ago, exactly, fill, number, words } from '../words/words.ts';
import { Mails } from './mails.tsx';

type Job = JobsView['jobs'][number];
const parts = ['jobs', 'not-delivered', 'failed', 'refused'] as const;

/** What the service could not do by itself, and waits for a person: jobs, and mails that did not arrive. */
export function FailuresScreen({ site }: { readonly site: string }) {
  const part = parts.find((one) => one === route.value.query['of']) ?? 'jobs';
  return (
    <>
      <h1>{words.failures.title}</h1>
      <nav class="parts" aria-label={words.failures.which}>
        {parts.map((one) => (
          <a key={one} href={hrefTo({ screen: 'failures', query: { of: one } })} aria-current={one === part ? 'page' : undefined}>
            {words.failures.parts[one]}
          </a>
        ))}
      </nav>
      {part === 'jobs' ? <Jobs site={site} /> : <Mails site={site} state={part} />}
    </>
  );
}

function Jobs({ site }: { readonly site: string }) {
  const loaded = useLoaded(() => ask<JobsView>('moderation/jobs', { query: { state: 'failed' } }), [site]);
  const retry = async ({ id }: Job) => {
    await attempt(() => ask(`moderation/jobs/${id}/retry`, { method: 'POST' }), words.failures.retried);
    loaded.again();
  };
  return (
    <>
      <p class="hint">{words.failures.hint}</p>
      <Loaded of={loaded}>
        {({ jobs, trustProxy }) => (
          <>
            {trustProxy !== null && <p class="warned">{fill(words.failures.proxy, { trustProxy })}</p>}
            {jobs.length === 0 ? (
              <Empty {...words.failures.empty} />
            ) : (
              <ul class="entries">
                {jobs.map((job) => (
                  <li key={job.id}>
                    <JobEntry job={job} retry={() => void retry(job)} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function JobEntry({ job, retry }: { readonly job: Job; readonly retry: () => void }) {
  const { kind, site, attempts, error, failedAt, about } = job;
  return (
    <article class="entry">
      <p>
        <strong>{words.failures.kinds[kind]}</strong>{' '}
        {failedAt && (
          <time dateTime={failedAt} title={exactly(failedAt)}>
            {ago(failedAt)}
          </time>
        )}
      </p>
      <p class="hint">
        {fill(words.failures.facts, { site: site ?? words.failures.allSites, attempts: number(attempts) })}{' '}
        {about && <code>{about}</code>}
      </p>
      {error && (
        <pre class="said" dir="auto">
          {error}
        </pre>
      )}
      <button type="button" onClick={retry}>
        {words.failures.retry}
      </button>
    </article>
  );
}
