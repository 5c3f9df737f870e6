interface Format<Name extends 'string' | 'number', Value> {
  readonly type: Name;
  readonly validate: (value: Value) => boolean;
}

/** The formats that the API server checks in custom resources, as it checks them. */
export const formats: Readonly<Record<string, Format<'string', string> | Format<'number', number>>> = {
  byte: { type: 'string', validate: isBase64 },
  date: { type: 'string', validate: isDate },
  'date-time': { type: 'string', validate: isDateTime },
  int32: { type: 'number', validate: (value) => value >= -(2 ** 31) && value < 2 ** 31 },
  // A double cannot tell the largest int64 from the number after it.
  int64: { type: 'number', validate: (value) => value >= -(2 ** 63) && value <= 2 ** 63 },
};

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/u;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/u;

function isBase64(text: string): boolean {
  return BASE64.test(text.replaceAll(/[\r\n]/gu, ''));
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const [, hours = '', minutes = '', seconds = ''] = TIME.exec(time) ?? ['', '99', '99', '99'];
  return isDate(date) && hours <= '23' && minutes <= '59' && seconds <= '59';
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
