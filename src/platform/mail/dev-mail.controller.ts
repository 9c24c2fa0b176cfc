import { Controller, Get, Header, Inject, Param, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.ts';
import { Spoken } from '../access/access.parameters.ts';
import { Database } from '../db/database.ts';
import { notFound } from '../faults/fault.ts';
import { type Id, isId } from '../ids/id.ts';
import type { Language } from '../language/language.ts';
import { formatUtc } from '../time/instant.ts';
import { DevMailGuard } from './dev-mail.guard.ts';
import { listPage, messagePage } from './dev-mail.page.ts';
import { findKeptMail, listKeptMails } from './kept-mail.store.ts';
import { type KeptMessage, readKeptMessage } from './kept-message.ts';
import type { KeptMailRow } from './mail.tables.ts';

const LISTED = 100;

/** Our own page: no script, nothing from elsewhere, frames only of ours. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/** What a mail holds: shown without scripts, forms and pictures from elsewhere, also when opened by itself. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
const FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** The messages that were kept because no mail server is set: on the developer's machine alone, for everybody on it. */
@Public()
@UseGuards(DevMailGuard)
@Controller('dev')
export class DevMailController {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  /** Newest first, at most 100. */
  @Get('mail.json')
  @Header('cache-control', 'no-store')
  async json(): Promise<object[]> {
    const mails = await this.#list();
    return Promise.all(
      mails.map(async ({ id, recipient, subject, raw, keptAt }) => {
        const { text, parts } = await readKeptMessage(raw);
        const attachments = parts.map(({ fileName }) => fileName);
        return { id, keptAt: formatUtc(keptAt), recipient, subject, text, attachments };
      }),
    );
  }

  @Get('mail')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', `${PAGE_POLICY}; frame-ancestors 'none'`)
  @Header('cache-control', 'no-store')
  async list(@Spoken() language: Language): Promise<string> {
    return listPage(await this.#list(), language);
  }

  @Get('mail/:id')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', `${PAGE_POLICY}; frame-ancestors 'none'`)
  @Header('cache-control', 'no-store')
  async message(@Param('id') id: string, @Spoken() language: Language): Promise<string> {
    const mail = await this.#find(id);
    return messagePage(mail, await readKeptMessage(mail.raw), language);
  }

  /** The mail's own HTML, for the frame of the page above. */
  @Get('mail/:id/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', MAIL_POLICY)
  @Header('cache-control', 'no-store')
  async html(@Param('id') id: string): Promise<string> {
    const { html } = await this.#read(id);
    if (html === null) throw notFound('the page');
    return html;
  }

  @Get('mail/:id/raw')
  @Header('content-type', 'message/rfc822')
  @Header('content-security-policy', FILE_POLICY)
  @Header('cache-control', 'no-store')
  async raw(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const mail = await this.#find(id);
    void reply.header('content-disposition', `attachment; filename="${mail.id}.eml"`);
    return Buffer.from(mail.raw);
  }

  @Get('mail/:id/attachments/:number')
  @Header('content-security-policy', FILE_POLICY)
  @Header('cache-control', 'no-store')
  async attachment(
    @Param('id') id: string,
    @Param('number') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { parts } = await this.#read(id);
    const part = /^\d{1,3}$/.test(number) ? parts[Number(number)] : undefined;
    if (!part) throw notFound('the attachment');
    void reply
      .type(/^[\w.+-]+\/[\w.+-]+$/.test(part.contentType) ? part.contentType : 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeName(part.fileName)}`);
    return Buffer.from(part.content);
  }

  #list(): Promise<KeptMailRow[]> {
    return listKeptMails(this.#database.reader, LISTED);
  }

  async #find(id: string): Promise<KeptMailRow> {
    const mail = isId(id) ? await findKeptMail(this.#database.reader, id as Id<'KeptMail'>) : undefined;
    if (!mail) throw notFound('the mail');
    return mail;
  }

  async #read(id: string): Promise<KeptMessage> {
    const { raw } = await this.#find(id);
    return readKeptMessage(raw);
  }
}

/** RFC 8187 3.2.1: what encodeURIComponent leaves is allowed, but for these. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
