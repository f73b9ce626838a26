/** Moments and lengths of time in picoseconds: OData's fractions have up to twelve digits, and none may be lost. */
const second = 1_000_000_000_000n;
const dayLength = 86_400n * second;

const datePattern = '([+-]?\\d{4,6})-(\\d\\d)-(\\d\\d)';
const timePattern = '(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,12})\\d*)?)?';
const moment = new RegExp(`^${datePattern}T${timePattern}(Z|[+-]\\d\\d:\\d\\d)$`, 'i');
const date = new RegExp(`^${datePattern}$`);
const timeOfDay = new RegExp(`^${timePattern}$`);
const duration = /^([+-])?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,12})\d*)?S)?)?$/i;

/** `2020-01-01T00:00:00.1234567Z` → picoseconds since 1970; undefined: it is none. */
export function readMoment(text: string): bigint | undefined {
  const match = moment.exec(text);
  const day = match && dayOf(match[1], match[2], match[3]);
  const time = match && timeOf(match[4], match[5], match[6], match[7]);
  const zone = match && zoneOf(match[8] ?? '');
  return day === undefined || day === null || time === undefined || time === null || zone == null
    ? undefined
    : BigInt(day) * dayLength + time - zone;
}

/** `2020-01-01` → the picosecond at which it begins in UTC. */
export function readDate(text: string): bigint | undefined {
  const match = date.exec(text);
  const day = match ? dayOf(match[1], match[2], match[3]) : undefined;
  return day === undefined ? undefined : BigInt(day) * dayLength;
}

/** `12:30:00.5` → picoseconds since midnight. */
export function readTime(text: string): bigint | undefined {
  const match = timeOfDay.exec(text);
  return match ? timeOf(match[1], match[2], match[3], match[4]) : undefined;
}

/** `-P1DT2H` → picoseconds. Years and months have no length, so OData has none. */
export function readDuration(text: string): bigint | undefined {
  const match = duration.exec(text);
  if (!match || /[PT]$/i.test(text)) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const length = whole * second + picoseconds(fraction);
  return sign === '-' ? -length : length;
}

export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Of a second. */
  readonly fraction: number;
}

/** The parts of a moment in UTC. */
export function calendarOf(at: bigint): Calendar {
  const day = floorDivide(at, dayLength);
  const rest = at - day * dayLength;
  const seconds = Number(rest / second);
  const civil = new Date(Number(day) * 86_400_000);
  return {
    year: civil.getUTCFullYear(),
    month: civil.getUTCMonth() + 1,
    day: civil.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(rest % second) / 1e12,
  };
}

/** The beginning of a moment's day in UTC. */
export function dayStart(at: bigint): bigint {
  return floorDivide(at, dayLength) * dayLength;
}

export function secondsOf(length: bigint): number {
  return Number(length) / 1e12;
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined) {
  const civil = new Date(0);
  civil.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists = civil.getUTCMonth() === Number(month) - 1 && civil.getUTCDate() === Number(day);
  return exists ? civil.getTime() / 86_400_000 : undefined;
}

/** A leap second is the first of the next minute. */
function timeOf(hours = '', minutes = '', seconds = '0', fraction = ''): bigint | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const whole = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return whole * second + picoseconds(fraction);
}

function zoneOf(text: string): bigint | undefined {
  if (/^z$/i.test(text)) return 0n;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4));
  if (hours > 23 || minutes > 59) return undefined;
  const offset = BigInt(hours * 60 + minutes) * 60n * second;
  return text.startsWith('-') ? -offset : offset;
}

function picoseconds(fraction: string): bigint {
  return BigInt(fraction.padEnd(12, '0'));
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
