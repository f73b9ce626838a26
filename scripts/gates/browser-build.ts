/** Generated code in a page: a Vite build of it, and what the page shows in a real browser beside the mock. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { openBrowser } from './browser.ts';
import { type Ran, run, withMock } from './scratch-repository.ts';

/** The entries, for what is generated from `library.json`: one with the fluent client, one with a single operation. */
const entries = {
  page: `import { createClient } from '../generated/client.js';
import { getBook } from '../generated/operations/books.js';
import { connect } from '../generated/runtime/index.js';

const baseUrl = new URL('/api', location.href).href;
const { books } = createClient({ baseUrl });
const { id } = await books.post({ title: 'In a Browser', pages: 3 });
const found = await getBook(connect({ baseUrl }), { path: { bookId: id } });
await books.byId(id).delete();
const lost = await books.byId(id).get().catch((error: unknown) => {
  if (!getBook.isError(error)) throw error;
  return error;
});
const status = 'status' in lost ? lost.status : 'still there';
document.body.innerHTML = '<output></output>';
document.body.firstElementChild?.append(\`\${found.title}, \${found.pages} pages, \${status}\`);
`,
  one: `import { getBook } from '../generated/operations/books.js';
import { connect } from '../generated/runtime/index.js';

const connection = connect({ baseUrl: location.origin });
const book = await getBook(connection, { path: { bookId: location.hash.slice(1) } });
document.body.append(book.title);
`,
} as const;
const shown = 'In a Browser, 3 pages, 404';

/** What is in the bundle of the whole client, and not in that of one operation. */
const others = ['listBooks', 'createBook', 'updateBook', 'deleteBook', '"/books"'];
/** What neither page uses of the runtime. */
const unneeded = ['nextLink', '$batch'];
const ofNode = /"node:|\b(?:process|Buffer)\b|\brequire\(/g;

export function writePages(folder: string): void {
  for (const [name, source] of Object.entries(entries)) {
    mkdirSync(join(folder, 'src', name), { recursive: true });
    writeFileSync(join(folder, 'src', name, `${name}.ts`), source);
    const html = `<!doctype html><meta charset="utf-8"><title>${name}</title><body><script type="module" src="./${name}.ts"></script>`;
    writeFileSync(join(folder, 'src', name, 'index.html'), html);
  }
}

/** What is wrong with the bundles of the pages; nothing, if all is well. */
export function faultsOfBuild(folder: string): readonly string[] {
  return Object.keys(entries).flatMap((name) => {
    const vite = join(folder, 'node_modules/vite/bin/vite.js');
    const out = ['--outDir', `../../built-${name}`, '--emptyOutDir', '--target', 'es2022'];
    // With this level Vite prints warnings and errors, and nothing where there are none.
    const built = run(process.execPath, [vite, 'build', `src/${name}`, ...out, '--logLevel', 'warn'], folder);
    if (built.code !== 0 || built.text !== '') return [`vite build of ${name}: ${built.text || built.code}`];
    const bundle = bundleOf(folder, name).replaceAll(/['`]/g, '"');
    const holds = ['getBook', '"/books/{bookId}"', ...(name === 'page' ? others : [])];
    const lacks = [...unneeded, ...(name === 'page' ? [] : others)];
    return [
      ...holds.filter((text) => !bundle.includes(text)).map((text) => `${name}: lacks ${text}`),
      ...lacks.filter((text) => bundle.includes(text)).map((text) => `${name}: holds ${text}`),
      ...[...bundle.matchAll(ofNode)].map(([text]) => `${name}: holds ${text}`),
    ];
  });
}

function bundleOf(folder: string, name: string): string {
  const assets = join(folder, `built-${name}`, 'assets');
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  return scripts.map((file) => readFileSync(join(assets, file), 'utf8')).join('\n');
}

/** Loads the built page in a browser beside `docpact mock`; the reason alone where there is no browser. */
export async function showPage(folder: string, spec: string): Promise<Ran | string> {
  const browser = await openBrowser();
  if (typeof browser === 'string') return browser;
  try {
    return await withMock(folder, spec, async (mock) => {
      const site = await listen(join(folder, 'built-page'), mock);
      try {
        const tab = await browser.newPage();
        const errors: string[] = [];
        tab.on('pageerror', (error) => errors.push(String(error)));
        await tab.goto(site.url);
        const output = tab.locator('output', { hasText: /./ });
        const text = await output.textContent({ timeout: 10_000 }).catch((error: unknown) => String(error));
        const said = [text, ...errors].join('\n');
        return { code: said === shown ? 0 : 1, text: said };
      } finally {
        site.close();
      }
    });
  } finally {
    await browser.close();
  }
}

async function listen(files: string, mock: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    serve(request, response, files, mock).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}/`, close };
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The page's files and, below `/api` of the same origin, the mock. The policy refuses code made out of text. */
async function serve(from: IncomingMessage, to: ServerResponse, files: string, mock: string): Promise<void> {
  const url = from.url ?? '/';
  if (!url.startsWith('/api/')) {
    const file = join(files, url === '/' ? 'index.html' : new URL(url, mock).pathname);
    const headers = {
      'content-type': types[extname(file)] ?? '',
      'content-security-policy': "default-src 'self'",
    };
    to.writeHead(200, headers).end(readFileSync(file));
    return;
  }
  const { method = 'GET' } = from;
  const chunks: Buffer[] = [];
  for await (const chunk of from) chunks.push(chunk);
  const headers = { 'content-type': from.headers['content-type'] ?? '', accept: from.headers.accept ?? '' };
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
  const answer = await fetch(new URL(url.slice('/api'.length), mock), { method, headers, body });
  to.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  to.end(Buffer.from(await answer.arrayBuffer()));
}
