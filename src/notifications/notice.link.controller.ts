import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken } from '../platform/access/access.parameters.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { noticeDonePage, noticeLinkPage, unknownNoticePage } from './notice.link.page.ts';
import { NoticeLinkService } from './notice.link.service.ts';

/** The same each time: to say twice that one wants no more letters is to say it once. */
const KEY = 'button-of-the-page';

/**
 * Where the links lead by which people want letters, or no more of them. A GET changes nothing. The POST is also that of a
 * mail program's own button (RFC 8058), which comes from another site, without a cookie: the secret is all it needs.
 */
@Public()
@Controller('n')
export class NoticeLinkController {
  readonly #links: NoticeLinkService;

  constructor(links: NoticeLinkService) {
    this.#links = links;
  }

  @Get(':link')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async show(
    @Param('link') link: string,
    @Spoken() language: Language,
    @Exchanging() { reply }: Exchange,
  ): Promise<string> {
    const shown = await this.#links.look(link);
    if (shown) return noticeLinkPage(link, shown, language);
    void reply.code(404);
    return unknownNoticePage(language);
  }

  @Post(':link')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async press(
    @Param('link') link: string,
    @Spoken() language: Language,
    @Exchanging() { reply }: Exchange,
  ): Promise<string> {
    const shown = await this.#links.look(link);
    const told = await this.#links.use({ link, key: KEY }, shown ? [shown.purpose] : ['MUTE'], language);
    if (!isRefusal(told)) return noticeDonePage(null, language);
    void reply.code(410);
    return noticeDonePage(told.message, language);
  }
}
