import { IsInt, Min } from 'class-validator';
import { Field, Int } from '@nestjs/graphql';
import { IfGiven } from './optional.ts';

const SEEN = {
  nullable: true,
  description: 'The version you saw; if given, another one refuses with ChangedMeanwhile.',
};

/** For the version of an edit that may also be made unseen: a step that is right whatever was changed meanwhile. */
export const SeenVersion = (): PropertyDecorator => (target, name) => {
  for (const rule of [Field(() => Int, SEEN), IfGiven(), IsInt(), Min(1)]) rule(target, name);
};
