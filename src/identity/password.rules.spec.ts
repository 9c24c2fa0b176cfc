import { describe, expect, it } from '@jest/globals';
import { weakPassword, type Weakness } from './password.rules.ts';

const COMMON = new Set(['password', '1q2w3e4r5t6y', 'leavemealone']);
const weaknessOf = (text: string, email = 'olena.koval@kyiv.ua') =>
  weakPassword(text, email, COMMON, 'en')?.weakness ?? null;

describe('weakPassword', () => {
  it.each<[string, Weakness]>([
    ['', 'TOO_SHORT'],
    ['elevenchars', 'TOO_SHORT'],
    ['👩‍🏫'.repeat(3), 'TOO_SHORT'],
    ['a b'.repeat(67), 'TOO_LONG'],
    ['leavemealone', 'COMMON'],
    ['LeaveMeAlone', 'COMMON'],
    ['1q2w3e4r5t6y', 'COMMON'],
    ['password12345', 'COMMON'],
    ['!!Password2026!!', 'COMMON'],
    ['aaaaaaaaaaaaaaa', 'COMMON'],
    ['abcabcabcabc', 'COMMON'],
    ['012345678901', 'COMMON'],
    ['йцукенгшщзхї', 'COMMON'],
    ['olena.koval@kyiv.ua', 'HOLDS_EMAIL'],
    ['my OLENA.KOVAL@KYIV.UA is long', 'HOLDS_EMAIL'],
    ['olena.koval2026', 'HOLDS_EMAIL'],
  ])('refuses %j as %s', (text, weakness) => {
    expect(weaknessOf(text)).toBe(weakness);
  });

  it.each([
    'correct horse battery staple',
    'на горі стояла бібліотека',
    'zakhid-na-podoli',
    'twelve chars',
    '9'.repeat(11) + 'x',
  ])('takes %j: no rules of composition', (text) => {
    expect(weaknessOf(text)).toBeNull();
  });

  it('measures letters as they are hashed, whichever way a machine writes them', () => {
    expect(weaknessOf('й'.normalize('NFD').repeat(11))).toBe('TOO_SHORT');
  });

  it('speaks the language of the viewer', () => {
    expect(weakPassword('a', 'a@b.ua', COMMON, 'uk')?.message).toContain('щонайменше 12');
    expect(weakPassword('a', 'a@b.ua', COMMON, 'en')?.message).toContain('at least 12');
  });
});
