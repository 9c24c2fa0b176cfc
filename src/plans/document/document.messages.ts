import type { ArchiveDanger, DocumentLimits, DocumentRefusal, MessageLanguage } from './source-table.ts';

export type Large = 'BYTES' | 'ROWS' | 'COLUMNS' | 'CELL';

interface DocumentMessages {
  readonly large: (what: Large, limit: number, line: number | null) => string;
  readonly unsupported: (found: string) => string;
  readonly encoding: () => string;
  readonly bomb: (reason: ArchiveDanger) => string;
  readonly damaged: () => string;
  readonly empty: () => string;
}

const megabytes = (bytes: number): string => String(Math.floor((bytes / 1024 / 1024) * 10) / 10);

const english: DocumentMessages = {
  large: (what, limit, line) => {
    const where = line === null ? '' : ` (line ${String(line)})`;
    if (what === 'BYTES') return `The file is larger than ${megabytes(limit)} MB. Send only the plan itself.`;
    if (what === 'ROWS') return `The file has more than ${String(limit)} rows. Send only the plan itself.`;
    if (what === 'COLUMNS') return `A row has more than ${String(limit)} columns${where}.`;
    return `A cell holds more than ${String(limit)} characters${where}. A quotation mark may be left open there.`;
  },
  unsupported: (found) => `A file of the kind “${found}” cannot be read. Save the plan as .docx, .xlsx, .csv or .txt.`,
  encoding: () => 'The letters of the file cannot be told. Save it as text in UTF-8.',
  bomb: (reason) =>
    reason === 'ENCRYPTED'
      ? 'The file is protected by a password. Remove the password and send it again.'
      : 'The file is not a document that an office program writes, and unpacking it would be unsafe.',
  damaged: () => 'The file is damaged. Open it, save it once more and send the new file.',
  empty: () => 'The file is empty.',
};

const ukrainian: DocumentMessages = {
  large: (what, limit, line) => {
    const where = line === null ? '' : ` (рядок ${String(line)})`;
    if (what === 'BYTES') return `Файл більший за ${megabytes(limit)} МБ. Надішліть лише сам план.`;
    if (what === 'ROWS') return `У файлі більше ніж ${String(limit)} рядків. Надішліть лише сам план.`;
    if (what === 'COLUMNS') return `У рядку таблиці більше ніж ${String(limit)} граф${where}.`;
    return `У комірці більше ніж ${String(limit)} символів${where}. Можливо, там не закрито лапки.`;
  },
  unsupported: (found) => `Файл виду «${found}» прочитати не можна. Збережіть план як .docx, .xlsx, .csv або .txt.`,
  encoding: () => 'Не вдалося розпізнати літери у файлі. Збережіть його як текст у кодуванні UTF-8.',
  bomb: (reason) =>
    reason === 'ENCRYPTED'
      ? 'Файл захищено паролем. Зніміть пароль і надішліть файл ще раз.'
      : 'Файл не схожий на документ офісної програми, розпаковувати його небезпечно.',
  damaged: () => 'Файл пошкоджено. Відкрийте його, збережіть ще раз і надішліть новий.',
  empty: () => 'Файл порожній.',
};

/** Makes refusals in one language, so that a reader says only what is wrong. */
export interface Refuse {
  readonly limits: DocumentLimits;
  tooLarge(what: Large, line?: number | null): DocumentRefusal;
  unsupported(found: string): DocumentRefusal;
  wrongEncoding(): DocumentRefusal;
  archiveBomb(reason: ArchiveDanger): DocumentRefusal;
  damaged(): DocumentRefusal;
  empty(): DocumentRefusal;
}

export function refusalsIn(language: MessageLanguage, limits: DocumentLimits): Refuse {
  const messages = language === 'uk' ? ukrainian : english;
  const limitOf: Readonly<Record<Large, number>> = {
    BYTES: limits.bytes,
    ROWS: limits.rows,
    COLUMNS: limits.columns,
    CELL: limits.cellCharacters,
  };
  return {
    limits,
    tooLarge: (what, line = null) => {
      const limit = limitOf[what];
      return { kind: 'DocumentTooLarge', message: messages.large(what, limit, line), what, limit, line };
    },
    unsupported: (found) => ({ kind: 'UnsupportedDocument', message: messages.unsupported(found), found }),
    wrongEncoding: () => ({ kind: 'DocumentEncodingUnknown', message: messages.encoding() }),
    archiveBomb: (reason) => ({ kind: 'DocumentUnsafe', message: messages.bomb(reason), reason }),
    damaged: () => ({ kind: 'DocumentDamaged', message: messages.damaged() }),
    empty: () => ({ kind: 'DocumentEmpty', message: messages.empty() }),
  };
}
