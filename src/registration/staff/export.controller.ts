import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { notFound } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { type ExportFormat, ExportService } from './export.service.ts';

const FILE = /^(?<id>[0-9a-f-]{36})\.(?<format>csv|xlsx)$/;
const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Lists of those who registered, as files: they are many, and do not travel through GraphQL. */
@Controller('registrations')
export class ExportController {
  readonly #exports: ExportService;
  readonly #asking: AskingNow;

  constructor(exports: ExportService, asking: AskingNow) {
    this.#exports = exports;
    this.#asking = asking;
  }

  /** `{rosterId}.csv` or `{rosterId}.xlsx`, for staff of the event's branch; nobody on the way keeps it. */
  @Get(':file')
  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  async file(
    @Param('file') file: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { id, format } = FILE.exec(file)?.groups ?? {};
    if (!id || (format !== 'csv' && format !== 'xlsx')) throw notFound('the list');
    const { bytes, fileName, title } = await this.#exports.export(id, format, this.#asking.of(viewer, language));
    void reply
      .type(TYPES[format])
      .header('cache-control', 'private, no-store')
      .header('x-content-type-options', 'nosniff')
      .header('x-robots-tag', 'noindex')
      .header('content-language', language)
      .header(
        'content-disposition',
        `attachment; filename="${fileName}.${format}"; filename*=UTF-8''${encoded(title)}.${format}`,
      );
    return bytes;
  }
}

/** RFC 8187, section 3.2.1: some signs that an address may hold are not for here. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
