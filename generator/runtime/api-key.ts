import type { Draft, Scheme } from './draft.ts';
import { fetchWithSecrets } from './redirect.ts';
import { encodeSegment } from './text.ts';

/** A scheme whose key stands in a header, the query or a cookie. */
export function apiKey(place: 'header' | 'query' | 'cookie', name: string): Scheme {
  const placeOf = { header: inHeader, query: inQuery, cookie: inCookie }[place];
  return (draft) => placeOf(draft, name);
}

function inHeader(draft: Draft, name: string): ReturnType<Scheme> {
  const { headers } = draft;
  keep(draft, name);
  return headers.has(name) ? undefined : (key) => headers.set(name, String(key));
}

function inCookie(draft: Draft, name: string): ReturnType<Scheme> {
  const { headers } = draft;
  const start = `${encodeSegment(name)}=`;
  keep(draft, 'Cookie');
  if (`; ${headers.get('Cookie')}`.includes(`; ${start}`)) return undefined;
  return (key) => {
    const cookies = headers.get('Cookie');
    headers.set('Cookie', (cookies ? `${cookies}; ` : '') + start + encodeSegment(String(key)));
  };
}

function inQuery(draft: Draft, name: string): ReturnType<Scheme> {
  if (new URL(draft.url).searchParams.has(name)) return undefined;
  return (key) => {
    const separator = draft.url.includes('?') ? '&' : '?';
    draft.url += `${separator}${encodeSegment(name)}=${encodeSegment(String(key))}`;
  };
}

/** Fetch does not know that this header is secret. */
function keep(draft: Draft, header: string): void {
  draft.secrets = [...(draft.secrets ?? []), header];
  draft.send = (fetch, request) => fetchWithSecrets(fetch, request, draft.secrets ?? []);
}
