import { describe, expect, it } from 'vitest';
import { generated, imported, typeErrors } from './fixtures/compile.ts';
import { document } from './fixtures/document.ts';

const securitySchemes = {
  certificate: { type: 'mutualTLS' },
  token: { type: 'http', scheme: 'bearer' },
  strange: { type: 'strange' },
};
const responses = { 204: { description: '' } };

async function made(security: unknown, schemes: unknown = securitySchemes) {
  const paths = { '/a': { get: { operationId: 'act', security, responses } } };
  return generated({ ...(document(paths) as object), components: { securitySchemes: schemes } });
}

type Call = (connection: unknown) => Promise<unknown>;
type Connect = (settings: unknown) => unknown;

/** The credentials of a request under a token for everything. */
async function carried(security: unknown, schemes?: unknown): Promise<string | null> {
  const { files } = await made(security, schemes);
  const [operations = {}, runtime = {}] = await imported(files, ['operations/a.ts', 'runtime/index.ts']);
  let sent: Request | undefined;
  const fetch = async (request: Request) => {
    sent = request;
    return new Response(null, { status: 204 });
  };
  await (operations['act'] as Call)((runtime['connect'] as Connect)({ auth: 't', fetch }));
  if (!sent) throw new Error('nothing was sent');
  return sent.headers.get('Authorization');
}

describe('a single text', () => {
  const schemes = { ...securitySchemes, login: { type: 'http', scheme: 'basic' } };

  it.each([
    ['is a token before it is a name and a password', [{ login: [] }, { token: [] }], 'Bearer t'],
    ['is what the one scheme needs', [{ login: [] }], 'Basic t'],
  ])('%s', async (_, security, authorization) => {
    expect(await carried(security, schemes)).toBe(authorization);
  });
});

describe('security schemes that no request carries', () => {
  it.each([
    ['alone', [{ certificate: [] }], null],
    ['of an unknown type alone', [{ strange: [] }], null],
    ['that nothing describes', [{ gone: [] }], null],
    ['beside a token', [{ certificate: [], token: [] }], 'Bearer t'],
    ['as another way than a token', [{ certificate: [] }, { token: [] }], 'Bearer t'],
    ['after a token', [{ token: [] }, { strange: [] }], 'Bearer t'],
  ])('%s', async (_, security, authorization) => {
    expect(await carried(security)).toBe(authorization);
  });

  it('send no token where the document describes no others, and one where it describes none at all', async () => {
    const { certificate } = securitySchemes;
    expect(await carried([{ certificate: [] }], { certificate })).toBeNull();
    expect(await carried(undefined, { certificate })).toBeNull();
    expect(await carried([{ gone: [] }], {})).toBe('Bearer t');
    expect(typeErrors((await made(undefined, { certificate })).files)).toEqual([]);
  });

  it('are no part of printed alternatives', async () => {
    const security = [{ certificate: [] }, { strange: [] }, { certificate: [], token: ['a'] }, { token: [] }];
    expect((await made(security)).text('operations/a.ts')).toContain("security: [{}, { token: ['a'] }],");
  });

  it('are told, each once', async () => {
    const { diagnostics } = await made([{ certificate: [], gone: [] }, { gone: [] }]);
    const told = diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${at.pointer}`);
    expect(told).toEqual([
      'info generate/scheme-not-carried /components/securitySchemes/certificate',
      'info generate/scheme-not-carried /components/securitySchemes/strange',
      'info generate/scheme-not-carried /paths/~1a/get/security/0',
    ]);
    expect((await made([{ token: [] }], { token: securitySchemes.token })).diagnostics).toEqual([]);
    expect((await made([{ gone: [] }], {})).diagnostics).toEqual([]);
  });
});
