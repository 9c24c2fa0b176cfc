import { hostOf, type OutsideRules, readOutsideAddress } from './outside.address.ts';

const OPEN: OutsideRules = { hosts: null, loopback: false };
const problemOf = (address: string) => {
  const read = readOutsideAddress(address, OPEN);
  return typeof read === 'string' ? read : null;
};

describe('an address', () => {
  it.each([
    ['https://calendar.example.org/a.ics', null],
    [' webcal://calendar.example.org/a.ics\n', null],
    ['WEBCALS://calendar.example.org:8443/a.ics?x=1#part', null],
    ['https://93.184.216.34/a.ics', null],
    ['https://[2606:2800:220:1:248:1893:25c8:1946]/a.ics', null],
    ['calendar.example.org/a.ics', 'NO_ADDRESS'],
    ['https://', 'NO_ADDRESS'],
    ['https://calendar.exa\nmple.org/', 'NO_ADDRESS'],
    [`https://a.example.org/${'a'.repeat(2_000)}`, 'NO_ADDRESS'],
    ['file:///etc/passwd', 'NO_ADDRESS'],
    ['data:text/calendar,BEGIN', 'NO_ADDRESS'],
    ['http://calendar.example.org/a.ics', 'NOT_HTTPS'],
    ['ftp://calendar.example.org/a.ics', 'NOT_HTTPS'],
    ['gopher://calendar.example.org/', 'NOT_HTTPS'],
    ['https://me:secret@calendar.example.org/a.ics', 'CREDENTIALS'],
    ['https://calendar.example.org:22/a.ics', 'PORT'],
    ['https://intranet/a.ics', 'HOST'],
    ['https://localhost/a.ics', 'HOST'],
    ['https://0177.0.0.1/a.ics', 'PRIVATE'],
    ['https://[::ffff:7f00:1]/', 'PRIVATE'],
  ])('%s: %s', (address, problem) => {
    expect(problemOf(address)).toBe(problem);
  });

  it('of a calendar is https, without what is a browser’s own', () => {
    const url = readOutsideAddress('webcal://[2606:2800::1]:8443/a.ics?x=1#part', OPEN) as URL;
    expect([url.href, hostOf(url)]).toEqual(['https://[2606:2800::1]:8443/a.ics?x=1', '2606:2800::1']);
  });
});
