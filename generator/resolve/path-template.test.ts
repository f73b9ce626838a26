import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchingSegments, pathShape, pathTemplate } from './path-template.ts';

describe('pathTemplate', () => {
  it.each([
    ['/deviceAppManagement/enterpriseCerts/', '/deviceAppManagement/enterpriseCerts', []],
    ['/enterpriseCerts/{enterpriseCertificateId}', '/enterpriseCerts/{enterpriseCertificateId}', [undefined]],
    [
      '/users/{id | userPrincipalName}/messages/{id}',
      '/users/{userId}/messages/{messageId}',
      ['id | userPrincipalName', undefined],
    ],
    ['/groups/{id}/groups/{id}', '/groups/{groupId}/groups/{groupId2}', [undefined, undefined]],
    ['/policies/{policy-id}/x/<snake_id>', '/policies/{policyId}/x/{snakeId}', [undefined, undefined]],
    ["/range(address='{address}')", "/range(address='{address}')", [undefined]],
    ['/drive/root:/{item-path}:/children', '/drive/root:/{itemPath}:/children', [undefined]],
    ['/categories/{id}', '/categories/{categoryId}', [undefined]],
    ['/', '/', []],
  ])('%s → %s', (written, path, placeholders) => {
    const template = pathTemplate(written);
    expect(template?.path).toBe(path);
    expect(template?.parameters.map((parameter) => parameter.placeholder)).toEqual(placeholders);
  });

  it.each(['/me/.../contacts', '/a b', '/a/{b', '/a}b', '/a)', '/{/)', '/{a{b}}', '/({)}'])(
    '%s is none',
    (written) => {
      expect(pathTemplate(written)).toBeUndefined();
    },
  );

  it('names each parameter once and as its path does', () => {
    const segment = fc.oneof(
      fc.constantFrom('a', 'users', '{id}', '{x|y}', '<z>', 'f(a={b})', '{}'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const template = pathTemplate(`/${segments.join('/')}`);
        if (!template) return;
        const names = [...template.path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
        expect(names).toEqual(template.parameters.map((parameter) => parameter.name));
        expect(new Set(names).size).toBe(names.length);
        expect(pathShape(template.path)).not.toMatch(/\{[^}]/);
      }),
    );
  });
});

describe('matchingSegments', () => {
  it('counts literal segments, and says -1 for another path', () => {
    expect(matchingSegments('/users/1/messages', '/users/{userId}/messages')).toBe(3);
    expect(matchingSegments('/Users/{id}/messages/', '/users/{userId}/messages')).toBe(3);
    expect(matchingSegments('/users/1', '/users/{userId}/messages')).toBe(-1);
    expect(matchingSegments("/range(address='A1')", "/range(address='{address}')")).toBe(1);
    expect(matchingSegments("/chart(address='A1')", "/range(address='{address}')")).toBe(-1);
  });
});
