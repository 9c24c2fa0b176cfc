/** Numbers of a sheet as a person sees them: a date is a number that only its format makes a date. */
import { walkXml } from './xml.reader.ts';

/** What of a date a format shows. */
export type DateFormat = 'day' | 'month' | null;

const months = [
  ...['січень', 'лютий', 'березень', 'квітень', 'травень', 'червень'],
  ...['липень', 'серпень', 'вересень', 'жовтень', 'листопад', 'грудень'],
];

function builtIn(id: number): DateFormat {
  if (id === 17) return 'month';
  return (id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'day' : null;
}

function ofCode(code: string): DateFormat {
  // colours, conditions and quoted words are no part of the pattern
  const pattern = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  if (/[дd]/.test(pattern)) return 'day';
  return /[мm]{2,}.*[yрг]|[yрг].*[мm]{2,}|^[мm]{3,}$/.test(pattern) ? 'month' : null;
}

/** For each cell style, what its number format makes of a number. */
export function dateFormats(bytes: Uint8Array | undefined): DateFormat[] {
  const own = new Map<number, DateFormat>();
  const styles: DateFormat[] = [];
  let inStyles = false;
  if (bytes === undefined) return styles;
  walkXml(bytes, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') own.set(id, ofCode((attributes['formatCode'] ?? '').slice(0, 200)));
      else if (name === 'cellXfs') inStyles = true;
      else if (name === 'xf' && inStyles && styles.length < 100_000) styles.push(own.get(id) ?? builtIn(id));
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false;
    },
    text: () => undefined,
  });
  return styles;
}

/** The day of a number of days since 1970-01-01, by the civil calendar. */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const two = (value: number): string => String(value).padStart(2, '0');

export function shownNumber(text: string, format: DateFormat, from1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  // 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3
  if (format === null || value < 1 || value > 2_958_465) return String(Number(value.toPrecision(15)));
  const { year, month, day } = civil(Math.floor(value) - (from1904 ? 24_107 : 25_569));
  if (format === 'month') return `${months[month - 1] ?? ''} ${String(year)} року`;
  return `${two(day)}.${two(month)}.${String(year)}`;
}
