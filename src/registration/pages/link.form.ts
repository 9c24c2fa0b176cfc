import { z } from 'zod';
import { invalidInput } from '../../platform/faults/fault.ts';
import { MOST_SEATS } from '../deciding/asked.types.ts';
import type { PageAct } from './link.acts.rules.ts';

const ACTS = ['confirm', 'reconfirm', 'accept', 'decline', 'stay', 'edit', 'cancel', 'agree', 'refuse'] as const;
const count = (least: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(MOST_SEATS))
    .optional();

const FORM = z.strictObject({
  act: z.enum(ACTS satisfies readonly PageAct[]),
  key: z.string().regex(/^[\w-]{8,64}$/),
  seats: count(1),
  pupils: count(1),
  adults: count(0),
});

/** What a form of a link's page says. */
export interface Pressed {
  readonly act: PageAct;
  readonly key: string;
  readonly seats?: number;
  readonly pupils?: number;
  readonly adults?: number;
}

/** Throws BAD_USER_INPUT for what no button of the page sends. */
export function readPressed(body: unknown): Pressed {
  const read = FORM.safeParse(body);
  if (!read.success) throw invalidInput('the form is not one of this page');
  const { seats, pupils, adults, ...rest } = read.data;
  return {
    ...rest,
    ...(seats !== undefined && { seats }),
    ...(pupils !== undefined && { pupils }),
    ...(adults !== undefined && { adults }),
  };
}
