import { describe, expect, it } from '@jest/globals';
import { readEmail } from './email.rules.ts';

describe('readEmail', () => {
  it.each([
    ['olena@kyiv.ua', 'olena@kyiv.ua'],
    ['  Olena.Koval@Kyiv.UA ', 'olena.koval@kyiv.ua'],
    ['o+work@kyiv.ua', 'o+work@kyiv.ua'],
    ['info@бібліотека.укр', 'info@xn--80abaqzev6a7nc.xn--j1amh'],
    ['info@XN--J1AMH.ua', 'info@xn--j1amh.ua'],
    [`${'a'.repeat(64)}@kyiv.ua`, `${'a'.repeat(64)}@kyiv.ua`],
  ])('reads %j', (text, email) => {
    expect(readEmail(text)).toBe(email);
  });

  it.each([
    ['', 'nothing'],
    ['olena', 'no domain'],
    ['@kyiv.ua', 'no name'],
    ['olena@kyiv', 'one label'],
    ['olena@', 'no domain at all'],
    ['olena@127.0.0.1', 'an address of a machine'],
    ['olena@[127.0.0.1]', 'a literal'],
    ['olena@kyiv.ua\r\nBcc: evil@x.ua', 'a second header'],
    ['olena@kyiv.ua\nevil@x.ua', 'a line break'],
    ['olena@kyiv.ua, evil@x.ua', 'two addresses'],
    ['Olena <olena@kyiv.ua>', 'a name before it'],
    ['"olena"@kyiv.ua', 'a quoted name'],
    ['olena koval@kyiv.ua', 'a space'],
    ['olena..koval@kyiv.ua', 'two dots'],
    ['.olena@kyiv.ua', 'a dot first'],
    ['оlena@kyiv.ua', 'a Cyrillic letter in the name'],
    ['ｏlena@kyiv.ua', 'a full-width letter'],
    ['olena@ｋyiv.ua', 'a full-width letter in the domain'],
    ['olena@\u212Ayiv.ua', 'the Kelvin sign'],
    ['olena@ky\u200Biv.ua', 'an invisible character'],
    ['olena@kyiv\u3002ua', 'an ideographic dot'],
    ['olena@-kyiv.ua', 'a dash first'],
    [`${'a'.repeat(65)}@kyiv.ua`, 'a name over 64'],
    [`olena@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.ua`, 'over 254'],
    [`${'a'.repeat(290)}@kyiv.ua`, '300 characters'],
    ['olena@kyiv.ua\0', 'a null'],
  ])('refuses %j: %s', (text) => {
    expect(readEmail(text)).toBeNull();
  });

  it('keeps a look-alike domain apart, and visibly so', () => {
    expect(readEmail('olena@kуiv.ua')).toMatch(/^olena@xn--/);
  });
});
