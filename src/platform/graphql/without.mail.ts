// "Send without mail": an argument of many mutations, read in one place for all of them, whatever service they go to.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { Args, ArgsType, Field, GqlExecutionContext } from '@nestjs/graphql';
import { MaxLength, MinLength } from 'class-validator';
import { finalize, type Observable } from 'rxjs';
import type { Exchange } from '../access/access.parameters.ts';
import { askedOf } from '../access/request.viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { inputPipe } from '../http/input.pipe.ts';
import { IfGiven } from './optional.ts';
import { Line } from './written.ts';

const SHORTEST = 3;
const LONGEST = 300;

@ArgsType()
class WithoutMailArguments {
  @Field(() => String, {
    nullable: true,
    description: `Nobody affected is written to; the reason stands in the audit. The reason, ${SHORTEST} to ${LONGEST} characters over one line; left out, mails are sent.`,
  })
  @IfGiven()
  @Line()
  @MinLength(SHORTEST)
  @MaxLength(LONGEST)
  readonly withoutMail?: string | null;
}

/** Who wants nobody to be written to, and why. */
export interface MailsUnwanted {
  readonly viewer: Viewer;
  readonly reason: string;
}

/** What a mutation started and did not wait for is its own, so it is told only until the mutation is answered. */
interface Running {
  unwanted: MailsUnwanted | undefined;
}

const running = new AsyncLocalStorage<Running>();

/** Of the mutation that is running; undefined where mails are sent, as outside of mutations. */
export function mailsUnwanted(): MailsUnwanted | undefined {
  return running.getStore()?.unwanted;
}

@Injectable()
class WithoutMailInterceptor implements NestInterceptor {
  readonly #pipe = inputPipe();

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const graphql = GqlExecutionContext.create(execution);
    const reason = await this.#reasonOf(graphql.getArgs<WithoutMailArguments>());
    if (reason === null) return next.handle();
    const { viewer } = askedOf(graphql.getContext<Exchange>().request);
    const mutation: Running = { unwanted: { viewer, reason } };
    return running.run(mutation, () => next.handle()).pipe(finalize(() => (mutation.unwanted = undefined)));
  }

  /** As a clean line. Pipes come after interceptors, so its rules are applied here. */
  async #reasonOf({ withoutMail }: WithoutMailArguments): Promise<string | null> {
    if (withoutMail === undefined || withoutMail === null) return null;
    const rules = { type: 'body', metatype: WithoutMailArguments } as const;
    const read = (await this.#pipe.transform({ withoutMail }, rules)) as WithoutMailArguments;
    return read.withoutMail ?? null;
  }
}

/** Adds the argument after the parameters that the handler has; the handler itself need not know of it. */
const withArgument: MethodDecorator = (target, name, descriptor) => {
  const handler = descriptor.value as (...parameters: unknown[]) => unknown;
  Args({ type: () => WithoutMailArguments })(target, name, handler.length);
};

/** For mutations that change what people were told: whoever asks may say that nobody is written to about it. */
export const MailsUnlessUnwanted = () => applyDecorators(withArgument, UseInterceptors(WithoutMailInterceptor));
