import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { dateOf, type LocalDate } from '../../platform/time/local.ts';
import type { RuleProblem } from '../../platform/time/recurrence.ts';

export type SeriesRuleProblem = 'UNREADABLE' | 'WITHOUT_END' | 'TOO_LONG' | 'NO_DATES' | 'MISSES_START';

/** The rule gives no series. */
export interface SeriesRuleWrong extends Refusal<'SeriesRuleWrong'> {
  readonly problem: SeriesRuleProblem;
  /** What of it cannot be read. */
  readonly part: string | null;
  readonly mostDates: number | null;
  readonly lastDate: LocalDate | null;
  /** The first date it gives after a start that is none of its dates. */
  readonly nextDate: LocalDate | null;
}

const PROBLEMS: Readonly<Record<RuleProblem['kind'], SeriesRuleProblem>> = {
  RuleUnreadable: 'UNREADABLE',
  RuleWithoutEnd: 'WITHOUT_END',
  RuleTooLong: 'TOO_LONG',
  RuleHasNoDates: 'NO_DATES',
  RuleMissesStart: 'MISSES_START',
};

export function seriesRuleWrong(problem: RuleProblem): SeriesRuleWrong {
  return {
    kind: 'SeriesRuleWrong',
    message: problem.message,
    problem: PROBLEMS[problem.kind],
    part: problem.kind === 'RuleUnreadable' ? problem.part : null,
    mostDates: problem.kind === 'RuleTooLong' ? problem.mostDates : null,
    lastDate: problem.kind === 'RuleTooLong' ? problem.lastDate : null,
    nextDate: problem.kind === 'RuleMissesStart' ? dateOf(problem.nextLocal) : null,
  };
}

export function allDatesExcepted(language: Language): SeriesRuleWrong {
  const message =
    language === 'uk'
      ? 'З правила вилучено всі дати. Залиште хоча б одну.'
      : 'Every date of the rule is taken out. Leave at least one.';
  return {
    ...{ kind: 'SeriesRuleWrong', message, problem: 'NO_DATES' },
    ...{ part: null, mostDates: null, lastDate: null, nextDate: null },
  };
}
