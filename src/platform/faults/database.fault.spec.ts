import { describe, expect, it } from '@jest/globals';
import { databaseFault, sqlStateOf } from './database.fault.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('of hunter2'), { code, ...more });
const wrapped = (cause: Error) => new Error('Failed query: select hunter2', { cause });

describe('an error of the database', () => {
  it.each([
    ['23P01', 'CONFLICT'],
    ['23505', 'CONFLICT'],
    ['23503', 'NOT_FOUND'],
    ['40001', 'RETRY'],
    ['40P01', 'RETRY'],
    ['55P03', 'RETRY'],
    ['57014', 'TIMEOUT'],
    ['22021', 'BAD_USER_INPUT'],
    ['08006', 'UNAVAILABLE'],
    ['57P01', 'UNAVAILABLE'],
    ['57P03', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
    ['CONNECTION_CLOSED', 'UNAVAILABLE'],
    ['CONNECT_TIMEOUT', 'UNAVAILABLE'],
  ])('%s is %s, in words that hold nothing of it', (state, code) => {
    for (const error of [coded(state), wrapped(coded(state)), wrapped(wrapped(coded(state)))]) {
      expect(sqlStateOf(error)).toBe(state);
      const fault = databaseFault(error);
      expect(fault?.code).toBe(code);
      expect(fault?.message).not.toMatch(/hunter2|select/);
    }
  });

  it.each([
    ['ECONNREFUSED', 'connect'],
    ['ENOENT', 'connect'],
    ['ECONNRESET', 'read'],
    ['EPIPE', 'write'],
    ['ENOTFOUND', 'getaddrinfo'],
  ])('%s of %s means that it is away', (code, syscall) => {
    expect(databaseFault(wrapped(coded(code, { syscall })))?.code).toBe('UNAVAILABLE');
  });

  it('of a name with several addresses means so too', () => {
    const errors = [coded('ECONNREFUSED', { syscall: 'connect' }), coded('ECONNREFUSED', { syscall: 'connect' })];
    expect(databaseFault(Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' }))?.code).toBe(
      'UNAVAILABLE',
    );
  });

  it.each<[string, unknown]>([
    ['a statement that is wrong', coded('42P01')],
    ['a check of the database that rules should have made', coded('23514')],
    ['a file that is not there', coded('ENOENT', { syscall: 'open' })],
    ['a client that hung up', coded('ECONNRESET')],
    ['an error without a code', new Error('broken')],
    ['no error', 'broken'],
    ['nothing', undefined],
  ])('is a bug when it is %s', (_, error) => {
    expect(databaseFault(error)).toBeUndefined();
  });
});
