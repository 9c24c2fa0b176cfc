import { Controller, Get, Header, Query } from '@nestjs/common';
import { Public } from '../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken } from '../platform/access/access.parameters.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { PROVIDER_PATH } from './identity-provider.ts';
import type { TooManyAttempts } from './limit.rules.ts';
import type { ProviderFault, ProviderRefused } from './provider.rules.ts';
import { ProviderService } from './provider.service.ts';
import { refusedPage } from './sign-in.page.ts';

const STATUS: Readonly<Record<ProviderFault, number>> = { AWAY: 503, STALE: 410, DECLINED: 403, NO_ACCOUNT: 403 };

/** There and back: a browser goes to the identity provider, and returns with what the provider says of its person. */
@Public()
@Controller(PROVIDER_PATH)
export class ProviderController {
  readonly #provider: ProviderService;

  constructor(provider: ProviderService) {
    this.#provider = provider;
  }

  @Get()
  @Header('cache-control', 'no-store')
  async begin(
    @Query('returnTo') returnTo: unknown,
    @Exchanging() exchange: Exchange,
    @Spoken() language: Language,
  ): Promise<string> {
    return answer(await this.#provider.begin(returnTo, exchange, language), exchange, language);
  }

  @Get('callback')
  @Header('cache-control', 'no-store')
  async finish(@Exchanging() exchange: Exchange, @Spoken() language: Language): Promise<string> {
    const query = exchange.request.url.split('?').slice(1).join('?');
    return answer(await this.#provider.finish(query, exchange, language), exchange, language);
  }
}

function answer(
  result: { readonly location: string } | ProviderRefused | TooManyAttempts,
  { reply }: Exchange,
  language: Language,
): string {
  if (!isRefusal(result)) {
    void reply.code(303).header('location', result.location);
    return '';
  }
  void reply.type('text/html; charset=utf-8');
  if (result.kind === 'ProviderRefused') void reply.code(STATUS[result.reason]);
  else void reply.code(429).header('retry-after', String(result.retryAfter));
  return refusedPage(result.message, language);
}
