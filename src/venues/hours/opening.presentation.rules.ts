import { formatInZone } from '../../platform/time/instant.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import type { OpenDay } from './opening.rules.ts';

const inZone = ({ from, to }: Span, zone: string) => ({ from: formatInZone(from, zone), to: formatInZone(to, zone) });

/** A day in the viewer's language and the branch's zone; Ukrainian where there is no English. */
export function shownDay({ date, special, spans, note, closings }: OpenDay, zone: string, language: Language) {
  return {
    ...{ date, special },
    spans: spans.map((span) => inZone(span, zone)),
    note: note && (language === 'en' ? (note.en ?? note.uk) : note.uk),
    closings: closings.map((closing) => ({
      ...inZone(closing, zone),
      kind: closing.kind,
      reason: language === 'en' ? (closing.reasonEn ?? closing.reasonUk) : closing.reasonUk,
    })),
  };
}

export type ShownDay = ReturnType<typeof shownDay>;
