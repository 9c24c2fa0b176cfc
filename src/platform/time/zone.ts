import { IANAZone } from 'luxon';

/** Names that the zone database has given up for others. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kiev': 'Europe/Kyiv' };

/** The IANA name of a zone as it is kept; null for anything else, also for a bare offset or an abbreviation. */
export function readZone(text: string): string | null {
  if (text.length > 60 || !/^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*){1,2}$/.test(text)) return null;
  return IANAZone.isValidZone(text) ? (RENAMED[text] ?? text) : null;
}
