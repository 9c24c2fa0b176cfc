import type { Finding } from './finding.rules.ts';
import type { PlanColumn, WarningCode } from './recognised-plan.ts';

const columns: Readonly<Record<PlanColumn, string>> = {
  number: 'Номер',
  goal: 'Ціль',
  title: 'Зміст заходу',
  audience: 'Аудиторія',
  funding: 'Джерело фінансування',
  bodies: 'Відповідальні',
  term: 'Строк виконання',
};

const columnName = (column: PlanColumn | undefined): string => columns[column ?? 'title'];
const quoted = (finding: Finding): string => `«${finding.text ?? ''}»`;
const choices = (finding: Finding): string =>
  finding.proposal === undefined || finding.proposal.length === 0 ? '' : ` Можливо: ${finding.proposal.join(', ')}.`;

/** What each warning says to a person, in Ukrainian. */
export const ukrainianWarnings: Readonly<Record<WarningCode, (finding: Finding) => string>> = {
  'approval-date-missing': () => 'Дата затвердження порожня: план вважається незатвердженим.',
  'approver-missing': () => 'Не вказано, хто затверджує план.',
  'title-missing': () => 'Над таблицею не знайдено назви плану.',
  'year-from-terms': (finding) => `У назві немає року; ${finding.text ?? ''} рік узято зі строків виконання.`,
  'year-from-approval': (finding) => `У назві немає року; ${finding.text ?? ''} рік узято з дати затвердження.`,
  'year-conflict': (finding) => `У назві плану вказано ${finding.text ?? ''} рік, а задано ${finding.detail ?? ''}.`,
  'column-missing': (finding) => `У таблиці немає графи «${columnName(finding.column)}».`,
  'stray-line': (finding) => `Рядок не належить до жодного пункту, його пропущено: ${quoted(finding)}.`,
  'column-unnamed': (finding) => `Графа не має назви; її збережено як додаткову: ${quoted(finding)}.`,
  'stray-row': (finding) => `Рядок таблиці не належить до жодного пункту, його пропущено: ${quoted(finding)}.`,
  'section-assumed': (finding) => `Прочитано як заголовок для наступних пунктів: ${quoted(finding)}.`,
  'number-gap': (finding) => `Нумерація переривається: після ${finding.detail ?? ''} іде ${finding.text ?? ''}.`,
  'number-duplicate': (finding) => `Номер ${finding.text ?? ''} повторюється.`,
  'number-odd': (finding) => `Незвичний номер пункту: ${quoted(finding)}.`,
  'measure-empty': (finding) => `У пункті ${finding.text ?? ''} немає нічого, крім номера; його пропущено.`,
  'field-missing': (finding) => `У пункті порожня графа «${columnName(finding.field)}».`,
  'goal-inherited': (finding) => `Ціль порожня; узято ціль попереднього пункту: ${quoted(finding)}.`,
  'same-as-above': (finding) =>
    `Графу «${columnName(finding.field)}» узято з попереднього пункту, як велить позначка ${quoted(finding)}.`,
  misspelling: (finding) => `Помилка в написанні: ${quoted(finding)}, прочитано як «${finding.detail ?? ''}».`,
  'spelling-corrected': (finding) => `Описка: ${quoted(finding)}, виправлено на «${finding.detail ?? ''}».`,
  'unknown-audience': (finding) => `Невідома аудиторія: ${quoted(finding)}.${choices(finding)}`,
  'unknown-body': (finding) => `Невідомий виконавець: ${quoted(finding)}.${choices(finding)}`,
  'missing-separator': (finding) => `Перед ${quoted(finding)} бракує коми; прочитано як окрему назву.`,
  'full-stop-separator': (finding) => `Перед ${quoted(finding)} стоїть крапка; прочитано як кому.`,
  'open-list': (finding) => `Перелік закінчується на ${quoted(finding)}: хто ще мається на увазі, невідомо.`,
  'repeated-name': (finding) =>
    `${quoted(finding)} означає ${(finding.proposal ?? []).join(', ')}, що вже є в переліку.`,
  'qualifier-over-several': (finding) => `Кого саме уточнює ${quoted(finding)}? Залишено при всіх групах перед ним.`,
  'audience-does-not-fit': (finding) => `Аудиторія ${quoted(finding)}, схоже, не відповідає тому, що досліджує захід.`,
  'term-unknown': (finding) => `Строк виконання не розпізнано: ${quoted(finding)}.`,
  'term-partly-read': (finding) => `Строк виконання розпізнано лише частково: ${quoted(finding)}.`,
  'term-has-gaps': (finding) => `Строк виконання з перервами; узято перший і останній дні: ${quoted(finding)}.`,
  'term-simplified': (finding) => `Строк виконання прочитано простіше, ніж написано: ${quoted(finding)}.`,
  'term-outside-plan': (finding) => `Строк виконання виходить за рік плану: ${quoted(finding)}.`,
  'funding-unknown': (finding) => `Джерело фінансування не розпізнано: ${quoted(finding)}.`,
  'funding-several': (finding) => `Вказано кілька джерел фінансування: ${quoted(finding)}.`,
  'deliverable-unknown': () => 'Не розпізнано, що дає захід (подію, публікацію, дослідження тощо).',
  'too-many-warnings': (finding) => `Ще ${finding.text ?? ''} попереджень не показано.`,
};

export const ukrainianRefusals = {
  NotAPlan: (missing: readonly PlanColumn[]): string =>
    `Таблиці плану заходів не знайдено. У її заголовку мають бути графи: ${missing.map(columnName).join(', ')}.`,
  PlanWithoutMeasures: (line: number): string =>
    `У таблиці, що починається з рядка ${String(line)}, немає жодного заходу.`,
  PlanYearNotFound: (): string => 'У плані не вказано рік. Задайте рік і повторіть.',
};
