import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { findEntry } from '../../directory/entry.store.ts';
import { titleIn } from '../../events/record/event.text.rules.ts';
import { refuseForeignPages } from '../../identity/foreign-page.ts';
import { Public } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import type { Registered } from '../deciding/entering.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { HeadService } from '../groups/head.service.ts';
import { LinkDesk } from '../links/link.desk.ts';
import { LinkService } from '../links/link.service.ts';
import { NominationService } from '../nominations/nomination.service.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import type { PageAct } from './link.acts.rules.ts';
import { asFormWrong, type Pressed, readPressed } from './link.form.ts';
import { type AskedClass, donePage, linkPage, unknownPage } from './link.page.ts';

/**
 * Where the links of mails lead until there is a face of its own for them. A GET shows and changes nothing, for mail scanners
 * and previews follow links; the buttons of the page post.
 */
@Public()
@Controller('r')
export class LinkController {
  readonly #database: Database;
  readonly #desk: LinkDesk;
  readonly #links: LinkService;
  readonly #nominations: NominationService;
  readonly #heads: HeadService;
  readonly #asking: AskingNow;
  readonly #settings: Settings;

  constructor(
    @Inject(Database) database: Database,
    desk: LinkDesk,
    links: LinkService,
    nominations: NominationService,
    heads: HeadService,
    asking: AskingNow,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.#database = database;
    this.#desk = desk;
    this.#links = links;
    this.#nominations = nominations;
    this.#heads = heads;
    this.#asking = asking;
    this.#settings = settings;
  }

  @Get(':link')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  // With no-referrer, as elsewhere, a browser would send the buttons' POST with `Origin: null`.
  @Header('referrer-policy', 'same-origin')
  async show(
    @Param('link') link: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
    @Exchanging() { reply }: Exchange,
  ): Promise<string> {
    const shown = await this.#desk.show(link, this.#asking.of(viewer, language));
    if (!shown) {
      void reply.code(404);
      return unknownPage(language);
    }
    const { registration, receipt, purpose, isGood } = shown;
    const subject = (await subjectsOfRosters(this.#database.reader, [registration.rosterId])).get(
      registration.rosterId,
    );
    const { status, seats, offeredSeats, position } = receipt;
    return linkPage(
      {
        ...{ link, purpose, isGood, status, seats, offeredSeats, position },
        key: newId(),
        title: subject ? titleIn(language, subject.event) : '',
        when: subject?.session?.startLocal.slice(0, 16).replace('T', ' ') ?? null,
        ...{ pupils: registration.pupils, adults: registration.adults },
        asked: purpose === 'HEAD' ? await this.#asked(registration, language) : null,
      },
      language,
    );
  }

  @Post(':link')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async press(
    @Param('link') link: string,
    @Body() body: unknown,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
    @Exchanging() { request, reply }: Exchange,
  ): Promise<string> {
    refuseForeignPages(request, this.#settings);
    const pressed = readPressed(body, language);
    const told = isRefusal(pressed)
      ? pressed
      : await this.#do(link, pressed, this.#asking.of(viewer, language)).catch((error: unknown) =>
          asFormWrong(error, language),
        );
    if (!isRefusal(told)) return donePage(link, null, language);
    void reply.code(told.kind === 'FormWrong' ? 400 : 409);
    return donePage(link, told.message, language);
  }

  /** What the head of a school has to know for a yes or a no; the teacher's address and number are not among it. */
  async #asked({ schoolId, grade, letter, name, awaits }: RegistrationRow, language: Language): Promise<AskedClass> {
    const school = schoolId ? await findEntry(this.#database.reader, 'school', { id: schoolId }) : undefined;
    return {
      label: [grade, letter].filter((part) => part !== null && part !== '').join('-'),
      school: (language === 'en' && school?.nameEn) || (school?.nameUk ?? ''),
      ...{ teacher: name ?? '', isOpen: awaits === 'HEAD' },
    };
  }

  #do(link: string, { act, key, ...count }: Pressed, asking: Asking): Promise<Registered | Refusal> {
    const input = { link, key };
    const acts: Readonly<Record<PageAct, () => Promise<Registered | Refusal>>> = {
      confirm: () => this.#links.confirm(input, asking),
      reconfirm: () => this.#links.reconfirm(input, asking),
      accept: () => this.#links.acceptOffer({ ...input, ...count }, asking),
      decline: () => this.#links.declineOffer({ ...input, stays: false }, asking),
      stay: () => this.#links.declineOffer({ ...input, stays: true }, asking),
      edit: () => this.#links.edit({ ...input, ...count }, asking),
      cancel: () => this.#links.cancel(input, asking),
      agree: () => this.#nominations.answer({ ...input, accepts: true }, asking),
      refuse: () => this.#nominations.answer({ ...input, accepts: false }, asking),
      allow: () => this.#heads.answer({ ...input, agrees: true }, asking),
      forbid: () => this.#heads.answer({ ...input, agrees: false }, asking),
    };
    return acts[act]();
  }
}
