import '@fastify/multipart';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForTokens, Requires } from '../access/access.decorators.ts';
import { Viewing } from '../access/access.parameters.ts';
import { person } from '../access/signed-in.ts';
import { ROLES, type Viewer } from '../access/viewer.ts';
import { Fault, invalidInput } from '../faults/fault.ts';
import { faultOf } from '../http/fault.filter.ts';
import { formatUtc } from '../time/instant.ts';
import { UploadService } from './upload.service.ts';

const ONE_FILE = 'Send one file as multipart/form-data';

/** Documents travel here and not through GraphQL, whose body stays small. */
@Controller('uploads')
export class UploadController {
  readonly #uploads: UploadService;

  constructor(uploads: UploadService) {
    this.#uploads = uploads;
  }

  /** One file as multipart/form-data; answers its id, which only this person can use, and until when. */
  @Post()
  @HttpCode(201)
  // Somebody with any role: an account alone, which everybody can make, keeps no documents here.
  @Requires(...ROLES)
  @ForTokens('PLANS')
  async upload(@Req() request: FastifyRequest, @Viewing() viewer: Viewer): Promise<object> {
    // A zipped form would reach the parser as it came.
    if (!request.isMultipart() || request.headers['content-encoding']) {
      throw new Fault('UNSUPPORTED_MEDIA_TYPE', `${ONE_FILE}, not compressed`);
    }
    const { fileName, bytes } = await readOneFile(request);
    const upload = await this.#uploads.keep(person(viewer).id, fileName, bytes);
    return { id: upload.id, fileName: upload.fileName, size: upload.size, expiresAt: formatUtc(upload.expiresAt) };
  }
}

/** Reads the form to its end, so that a second file or a broken end is seen before anything is kept. */
async function readOneFile(request: FastifyRequest): Promise<{ fileName: string; bytes: Uint8Array }> {
  let found: { fileName: string; bytes: Uint8Array } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue;
      if (found) throw invalidInput(`${ONE_FILE}, not two`);
      found = { fileName: part.filename, bytes: await part.toBuffer() };
    }
  } catch (error) {
    // The parser of forms throws plain errors at what is no form.
    throw faultOf(error) ?? invalidInput('The form is broken or was cut off; send the file again');
  }
  if (!found) throw invalidInput(ONE_FILE);
  return found;
}
