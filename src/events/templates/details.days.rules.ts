import { addDays, type LocalDate } from '../../platform/time/local.ts';
import type { KindDetails } from '../record/details.rules.ts';

/** The own fields of an event with their calendar days so many days later; with null nobody has said these days yet. */
export function detailsMoved(details: KindDetails, days: number | null): KindDetails {
  const moved = (date: LocalDate | null) => (date === null || days === null ? null : addDays(date, days));
  const { contest, exhibition } = details;
  return {
    ...details,
    ...(contest && {
      contest: { submissionsUntil: moved(contest.submissionsUntil), resultsOn: moved(contest.resultsOn) },
    }),
    ...(exhibition && {
      exhibition: { ...exhibition, opensOn: moved(exhibition.opensOn), closesOn: moved(exhibition.closesOn) },
    }),
  };
}
