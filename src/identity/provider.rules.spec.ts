import { describe, expect, it } from '@jest/globals';
import { readReturnTo } from './provider.rules.ts';

describe('where to go after a sign-in', () => {
  it.each([
    ['/', '/'],
    ['/events?audience=pupils#today', '/events?audience=pupils#today'],
    ['/a//b/../c', '/a//c'],
    ['/пункт 1', '/%D0%BF%D1%83%D0%BD%D0%BA%D1%82%201'],
    ['/next?to=https://evil.test', '/next?to=https://evil.test'],
    [`/${'a'.repeat(499)}`, `/${'a'.repeat(499)}`],
  ])('%j is %j', (wanted, path) => {
    expect(readReturnTo(wanted)).toBe(path);
  });

  it.each<unknown>([
    undefined,
    '',
    'events',
    ['/a', '/b'],
    { toString: '/a' },
    'https://evil.test/',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '\t//evil.test',
    ' //evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    '/%2e//evil.test',
    '/./\\evil.test',
    '/\u0000',
    '/a\r\nset-cookie: x=1',
    '/\u202Egnp.exe',
    'javascript:alert(1)',
    `/${'a'.repeat(500)}`,
  ])('%j is no path of this site', (wanted) => {
    expect(readReturnTo(wanted)).toBe('/');
  });

  it('never leads elsewhere, however it is put together', () => {
    const parts = ['/', '\\', '.', '..', '\t', '\n', '%2f', '%5c', '%2e', 'evil.test', '@', ':', '?', '#', ' '];
    const pick = (at: number) => parts[at % parts.length] ?? '';
    for (let one = 0; one < parts.length ** 4; one += 1) {
      const wanted = `/${pick(one)}${pick(Math.floor(one / 15))}${pick(Math.floor(one / 225))}${pick(Math.floor(one / 3375))}`;
      const path = readReturnTo(wanted);
      expect([wanted, new URL(path, 'https://zakhid.test/sign-in/oidc/callback').host]).toEqual([
        wanted,
        'zakhid.test',
      ]);
    }
  });
});
