import { Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Public } from '../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken } from '../platform/access/access.parameters.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { refuseForeignPages } from './foreign-page.ts';
import { refusedPage, signedInPage, useLinkPage } from './sign-in.page.ts';
import { SignInService } from './sign-in.service.ts';

/**
 * Where the links of mails lead. A GET shows a button and consumes nothing: mail scanners and previews follow links. The
 * button's POST uses the link up.
 */
@Public()
@Controller('sign-in/link')
export class SignInController {
  readonly #signIns: SignInService;
  readonly #settings: Settings;

  constructor(signIns: SignInService, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#signIns = signIns;
    this.#settings = settings;
  }

  @Get(':token')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  // With no-referrer, as elsewhere, a browser would send the button's POST with `Origin: null`.
  @Header('referrer-policy', 'same-origin')
  show(@Param('token') token: string, @Spoken() language: Language): string {
    return useLinkPage(token, language);
  }

  @Post(':token')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async use(@Param('token') token: string, @Exchanging() exchange: Exchange, @Spoken() language: Language) {
    // Without this, a foreign page could sign somebody in to an account of its own.
    refuseForeignPages(exchange.request, this.#settings);
    const result = await this.#signIns.byLink({ token, carrier: 'COOKIE' }, exchange, language);
    if (!isRefusal(result)) return signedInPage(result.viewer.name, language);
    void exchange.reply.code(410);
    return refusedPage(result.message, language);
  }
}
