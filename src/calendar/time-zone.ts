import { tzlib_get_ical_block } from 'timezones-ical-library';

const definitions = new Map<string, string | null>();

/** The VTIMEZONE of a zone under exactly this name (the library knows aliases by their target); null for none. */
export function timeZone(zone: string): string | null {
  const known = definitions.get(zone);
  if (known !== undefined) return known;
  const [block] = tzlib_get_ical_block(zone);
  const definition = block?.startsWith('BEGIN:VTIMEZONE')
    ? block.replace(/^(TZID|X-LIC-LOCATION):.*$/gm, (_, name: string) => `${name}:${zone}`)
    : null;
  definitions.set(zone, definition);
  return definition;
}
