import { describe, expect, it } from '@jest/globals';
import type { RegistrationStatus } from '../record/seats.rules.ts';
import type { NomineeField } from './nomination.refusal.rules.ts';
import { checkLines, markThoseHere, nomineeOf, type WrittenLine } from './nomination.rules.ts';
import { isSubstitutable, isWithdrawable, type NominationState, stateOf } from './nomination.state.rules.ts';

const ADA: WrittenLine = {
  ...{ line: 1, name: 'Ада', email: 'ada@example.org', jobTitle: '', phone: '', hasMore: false },
};
const check = (parts: Partial<WrittenLine>) => checkLines([{ ...ADA, ...parts }], 'en')[0]!;

describe('a line', () => {
  it('names somebody: what is empty is nothing, and an address is in small letters', () => {
    expect(nomineeOf(check({ email: ' Ada@EXAMPLE.org\r\n', jobTitle: '  ', phone: ' 044  1 ' }))).toEqual({
      ...{ line: 1, name: 'Ада', email: 'ada@example.org', jobTitle: null, phone: '044 1' },
    });
  });

  it.each<[string, Partial<WrittenLine>, NomineeField | null]>([
    ['a name of 201 letters', { name: 'а'.repeat(201) }, 'NAME'],
    ['no name', { name: ' \u200b ' }, 'NAME'],
    ['no address', { email: '' }, 'EMAIL'],
    ['an address of 255 characters', { email: `${'a'.repeat(64)}@${'b.'.repeat(94)}ua` }, 'EMAIL'],
    ['a job of 201 letters', { jobTitle: 'а'.repeat(201) }, 'JOB_TITLE'],
    ['a number of 41 digits', { phone: '1'.repeat(41) }, 'PHONE'],
    ['a number of letters', { phone: 'x' }, 'PHONE'],
    ['cells of no column', { hasMore: true }, null],
    ...['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029'].map((end): [string, Partial<WrittenLine>, NomineeField] => [
      `a line end ${JSON.stringify(end)}`,
      { name: `Ада${end}Bcc: x` },
      'NAME',
    ]),
  ])('with %s is wrong in that alone', (_, parts, field) => {
    expect(check(parts).errors.map((error) => error.field)).toEqual([field]);
  });

  it.each<[string, Partial<WrittenLine>]>([
    ['200 letters of a name', { name: 'а'.repeat(200) }],
    ['200 letters of a job', { jobTitle: 'а'.repeat(200) }],
    ['40 digits', { phone: '1'.repeat(40) }],
    ['a line end around a cell', { name: '\nАда\r\n' }],
  ])('may have %s', (_, parts) => {
    expect(check(parts).errors).toEqual([]);
  });

  it.each<[Partial<WrittenLine>, NomineeField[]]>([
    [{ name: '=1+1' }, ['NAME']],
    [{ name: '@x' }, ['NAME']],
    [{ jobTitle: '-1' }, ['JOB_TITLE']],
    [{ jobTitle: ' +x' }, ['JOB_TITLE']],
    [{ phone: '=044' }, ['PHONE']],
    [{ phone: '+380 (44) 1-2.3' }, []],
    [{ phone: '+380*cmd' }, ['PHONE']],
    [{ name: 'a=b', jobTitle: 'x-y' }, []],
  ])('%j is a formula to a spreadsheet in %j, and no error', (parts, formulaLike) => {
    expect(check(parts)).toMatchObject({ formulaLike, errors: [] });
  });

  it('is said to repeat the first that has its address, also when that one is wrong', () => {
    const lines = [
      { ...ADA, name: '' },
      { ...ADA, line: 4, email: 'ADA@example.org' },
      { ...ADA, line: 5 },
    ];
    const wrong = checkLines(lines, 'en').map(({ errors }) => errors.map(({ message }) => message.slice(0, 6)));
    expect(wrong).toEqual([['There '], ['Line 1'], ['Line 1']]);
  });

  it('is marked when they are there, unless it is wrong already', () => {
    const lines = checkLines([ADA, { ...ADA, line: 2, name: '', email: 'b@example.org' }], 'uk');
    const marked = markThoseHere(lines, () => true, 'uk');
    expect(marked.map(({ errors }) => errors.map(({ field }) => field))).toEqual([['EMAIL'], ['NAME']]);
    expect(markThoseHere(lines, () => false, 'uk')).toEqual(lines);
  });
});

describe('a nomination', () => {
  const ALL: readonly [RegistrationStatus, NominationState, NominationState, boolean, boolean][] = [
    // how it stands, its state, its state once somebody stands in, whether it may be substituted, and withdrawn
    ['UNCONFIRMED', 'INVITED', 'INVITED', false, true],
    ['PENDING_APPROVAL', 'INVITED', 'INVITED', false, true],
    ['CONFIRMED', 'ACCEPTED', 'ACCEPTED', false, true],
    ['WAITLISTED', 'RESERVE', 'RESERVE', false, true],
    ['OFFERED', 'OFFERED', 'OFFERED', false, true],
    ['DECLINED', 'DECLINED', 'SUBSTITUTED', true, false],
    ['EXPIRED', 'EXPIRED', 'SUBSTITUTED', true, false],
    ['CANCELLED', 'CANCELLED', 'SUBSTITUTED', true, false],
    ['ATTENDED', 'ATTENDED', 'ATTENDED', false, false],
    ['NO_SHOW', 'NO_SHOW', 'NO_SHOW', false, false],
  ];

  it.each(ALL)('that is %s', (status, state, replaced, mayBeSubstituted, mayBeWithdrawn) => {
    expect(stateOf({ status, endedBy: 'SELF', substitutedById: null })).toBe(state);
    expect(stateOf({ status, endedBy: 'SELF', substitutedById: 'x' })).toBe(replaced);
    expect([isSubstitutable(status), isWithdrawable(status)]).toEqual([mayBeSubstituted, mayBeWithdrawn]);
  });

  it.each([
    ['SELF', 'CANCELLED'],
    ['BODY', 'WITHDRAWN'],
    ['STAFF', 'WITHDRAWN'],
    ['MOVED', 'CANCELLED'],
    ['EVENT', 'CANCELLED'],
  ] as const)('that was cancelled by %s is %s', (endedBy, state) => {
    expect(stateOf({ status: 'CANCELLED', endedBy, substitutedById: null })).toBe(state);
  });
});
