import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hashOf } from '../../identity/secret.ts';
import { Database } from '../../platform/db/database.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, instantFromMillis, plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { FORM_HOURS, FORM_SECONDS } from './proposal.rules.ts';
import { findFormKey, formKey } from './proposal.store.ts';

/** A scanner of leaked secrets knows by it what it has found, as with those of identity/. */
const PREFIX = 'zkf_';
const TIME_BYTES = 8;
const KEY_BYTES = 32;
/** With the time and the signature no bit of the last letter is left over, so that a form has one spelling. */
const SALT_BYTES = 17;
const SIGNED_BYTES = TIME_BYTES + SALT_BYTES;

export interface GivenForm {
  readonly token: string;
  /** From when on it may be sent. */
  readonly notBefore: Instant;
  /** Until when. */
  readonly notAfter: Instant;
}

export interface ReadForm {
  /** What is kept of it: one form brings one proposal. */
  readonly hash: Uint8Array;
  readonly givenAt: Instant;
}

/**
 * Forms that nobody can make up: the time at which one was given out stands in it, signed. Nothing is written down when a
 * form is given, so that asking for many costs whoever asks more than us.
 */
@Injectable()
export class ProposalForms {
  readonly #database: Database;
  readonly #clock: Clock;
  #known: Uint8Array | undefined;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async give(): Promise<GivenForm> {
    const now = this.#clock.now();
    return {
      token: formToken(await this.#key(), now, randomBytes(SALT_BYTES)),
      notBefore: plusMinutes(now, FORM_SECONDS / 60),
      notAfter: plusDays(now, FORM_HOURS / 24),
    };
  }

  /** What a form says of itself; null for one that is not ours. */
  async read(token: string): Promise<ReadForm | null> {
    if (!token.startsWith(PREFIX)) return null;
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
    const [signed, by] = [bytes.subarray(0, SIGNED_BYTES), bytes.subarray(SIGNED_BYTES)];
    // One form, one spelling: another of the same bytes would be another form.
    if (by.length !== KEY_BYTES || written(signed, by) !== token) return null;
    if (!timingSafeEqual(by, signature(await this.#key(), signed))) return null;
    return { hash: hashOf(token), givenAt: instantFromMillis(Number(signed.readBigUInt64BE())) };
  }

  async #key(): Promise<Uint8Array> {
    this.#known ??= (await findFormKey(this.#database.reader)) ?? (await this.#make());
    return this.#known;
  }

  #make(): Promise<Uint8Array> {
    return this.#database.transaction((tx) => formKey(tx, randomBytes(KEY_BYTES)));
  }
}

/** The form that was given out then, signed by the key; `salt` has 17 bytes of its own. */
export function formToken(key: Uint8Array, givenAt: Instant, salt: Uint8Array): string {
  const signed = Buffer.alloc(SIGNED_BYTES);
  signed.writeBigUInt64BE(BigInt(givenAt.getTime()));
  signed.set(salt, TIME_BYTES);
  return written(signed, signature(key, signed));
}

function signature(key: Uint8Array, signed: Uint8Array): Buffer {
  return createHmac('sha256', key).update('proposal form\n').update(signed).digest();
}

function written(signed: Uint8Array, by: Uint8Array): string {
  return PREFIX + Buffer.concat([signed, by]).toString('base64url');
}
