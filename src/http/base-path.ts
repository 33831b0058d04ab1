import type { RequestListener } from 'node:http';

/** Takes the path of PUBLIC_URL away from the front of a request, for a proxy that does not do it. */
export function underPathOf(publicUrl: string, listener: RequestListener): RequestListener {
  const base = new URL(publicUrl).pathname.replace(/\/$/, '');
  if (base === '') return listener;
  return (request, response) => {
    if (request.url?.startsWith(`${base}/`)) request.url = request.url.slice(base.length);
    listener(request, response);
  };
}
