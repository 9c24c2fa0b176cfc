import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

/** Finds the addresses of a host. Injected, so that a test can answer as a hostile server of names would. */
@Injectable()
export class HostResolver {
  /** Of an address itself that alone. Rejects for a name that nobody knows. */
  async resolve(host: string): Promise<readonly string[]> {
    return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
  }
}
