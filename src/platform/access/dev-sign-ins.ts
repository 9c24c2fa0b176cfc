import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import type { Id } from '../ids/id.ts';
import { Authenticator } from './authenticator.ts';
import { ANONYMOUS, type Viewer } from './viewer.ts';

export interface DevSignIn {
  readonly token: string;
  readonly viewer: Extract<Viewer, { kind: 'person' }>;
}

/** Two made-up people, for a development machine only: the settings refuse them in production and beyond loopback. */
export const DEV_SIGN_INS: readonly DevSignIn[] = [
  {
    token: 'dev-coordinator',
    viewer: {
      kind: 'person',
      id: '01940000-0000-7000-8000-000000000001' as Id<'Person'>,
      name: 'Координаторка плану',
      roles: ['COORDINATOR', 'LIBRARIAN'],
    },
  },
  {
    token: 'dev-librarian',
    viewer: {
      kind: 'person',
      id: '01940000-0000-7000-8000-000000000002' as Id<'Person'>,
      name: 'Бібліотекарка',
      roles: ['LIBRARIAN'],
    },
  },
];

/** Knows the development sign-ins when the setting opens them, and nobody otherwise: writing is then closed. */
@Injectable()
export class DevSignInAuthenticator extends Authenticator {
  readonly #known: ReadonlyMap<string, Viewer>;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    super();
    this.#known = new Map(settings.DEV_SIGN_INS ? DEV_SIGN_INS.map(({ token, viewer }) => [token, viewer]) : []);
  }

  override viewerOf(headers: IncomingHttpHeaders): Promise<Viewer> {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return Promise.resolve((token && this.#known.get(token)) || ANONYMOUS);
  }
}
