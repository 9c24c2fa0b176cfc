import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { Fault } from '../platform/faults/fault.ts';
import { readPassword } from './password.rules.ts';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** So many wait for their turn; further ones are asked to come again, sooner than everybody waits without end. */
const MOST_WAITING = 200;

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * Hashes and checks passwords. Each takes 19 MiB and some 40 ms of one core, so at most all cores but one are at it at a
 * time, and the answers to everybody else do not wait for them.
 */
@Injectable()
export class Passwords {
  readonly #turn = pLimit(Math.max(1, availableParallelism() - 1));
  readonly #nobodys = phc(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phc(salt, await this.#derive(password, salt, COST, HASH_BYTES));
  }

  /** True for the right password. Takes as long when there is none to compare with. */
  async verify(hash: string | null, password: string): Promise<boolean> {
    const [, memory, passes, parallelism, salt = '', expected = ''] = PHC.exec(hash ?? this.#nobodys) ?? [];
    const bytes = Buffer.from(expected, 'base64');
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const found = await this.#derive(password, Buffer.from(salt, 'base64'), cost, bytes.length);
    return timingSafeEqual(found, bytes) && hash !== null;
  }

  async #derive(
    password: string,
    nonce: Buffer,
    cost: typeof COST | Record<keyof typeof COST, number>,
    length: number,
  ) {
    if (this.#turn.pendingCount >= MOST_WAITING) throw new Fault('RETRY', 'Too many people are signing in; try again');
    const message = readPassword(password);
    return this.#turn(() => derive('argon2id', { message, nonce, ...cost, tagLength: length }));
  }
}

function phc(salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = COST;
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`;
}
