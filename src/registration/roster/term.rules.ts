import type { LocalDateTime } from '../../platform/time/local.ts';

/** A school term: the autumn one from August to December, the spring one from January to July. */
export interface Term {
  /** `2019-1` is the spring one. */
  readonly name: string;
  /** Local times of its first moment, and of the first after it. */
  readonly from: LocalDateTime;
  readonly to: LocalDateTime;
}

export function termOf(local: LocalDateTime): Term {
  const year = Number(local.slice(0, 4));
  const isAutumn = Number(local.slice(5, 7)) >= 8;
  return isAutumn
    ? { name: `${year}-2`, from: `${year}-08-01T00:00:00`, to: `${year + 1}-01-01T00:00:00` }
    : { name: `${year}-1`, from: `${year}-01-01T00:00:00`, to: `${year}-08-01T00:00:00` };
}
