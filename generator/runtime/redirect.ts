import type { Fetch } from './draft.ts';

/**
 * Sends a request whose headers hold keys. Where a redirect leaves the origin, fetch itself takes `Authorization` away
 * and nothing else, so redirects are followed here and the keys stay behind. Only of what reads: the rest gets its
 * redirect as an answer.
 */
export async function fetchWithSecrets(
  fetch: Fetch,
  request: Request,
  secrets: readonly string[],
): Promise<Response> {
  if (!secrets.some((name) => request.headers.has(name))) return fetch(request);
  let here = new Request(request, { redirect: 'manual' });
  for (let hops = 0; ; hops++) {
    const { method, signal } = here;
    const response = await fetch(here);
    const location = response.headers.get('Location');
    if (!/^30[12378]$/.test(`${response.status}`) || !location || hops === 20 || !/^(GET|HEAD)$/.test(method))
      return response;
    await response.body?.cancel();
    const url = new URL(location, here.url);
    const headers = new Headers(here.headers);
    if (url.origin !== new URL(here.url).origin)
      for (const name of ['Authorization', 'Cookie', ...secrets]) headers.delete(name);
    here = new Request(url, { method, headers, signal, redirect: 'manual' });
  }
}
