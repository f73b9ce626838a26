/**
 * OData's primitive types by the spellings of pages, lower case (notes: 1.5). What stands here is a primitive; any
 * other name is a type that pages describe.
 */
const primitives: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: 'Edm.String',
    strings: 'Edm.String',
    url: 'Edm.String',
    uri: 'Edm.String',
    email: 'Edm.String',
    etag: 'Edm.String',
    text: 'Edm.String',
    mime: 'Edm.String',
    enum: 'Edm.String',
    enumeration: 'Edm.String',
    boolean: 'Edm.Boolean',
    bool: 'Edm.Boolean',
    'true/false': 'Edm.Boolean',
    'yes/no': 'Edm.Boolean',
    int16: 'Edm.Int16',
    short: 'Edm.Int16',
    int32: 'Edm.Int32',
    int: 'Edm.Int32',
    integer: 'Edm.Int32',
    int64: 'Edm.Int64',
    long: 'Edm.Int64',
    number: 'Edm.Double',
    byte: 'Edm.Byte',
    sbyte: 'Edm.SByte',
    double: 'Edm.Double',
    float: 'Edm.Single',
    single: 'Edm.Single',
    decimal: 'Edm.Decimal',
    numeric: 'Edm.Decimal',
    datetimeoffset: 'Edm.DateTimeOffset',
    datetime: 'Edm.DateTimeOffset',
    'date-time': 'Edm.DateTimeOffset',
    'date time': 'Edm.DateTimeOffset',
    'date/time': 'Edm.DateTimeOffset',
    timestamp: 'Edm.DateTimeOffset',
    date: 'Edm.Date',
    timeofday: 'Edm.TimeOfDay',
    time: 'Edm.TimeOfDay',
    duration: 'Edm.Duration',
    timespan: 'Edm.Duration',
    guid: 'Edm.Guid',
    uuid: 'Edm.Guid',
    binary: 'Edm.Binary',
    bytes: 'Edm.Binary',
    base64: 'Edm.Binary',
    base64binary: 'Edm.Binary',
    stream: 'Edm.Stream',
    json: 'Edm.Untyped',
    object: 'Edm.Untyped',
    any: 'Edm.Untyped',
    untyped: 'Edm.Untyped',
    primitivetype: 'Edm.PrimitiveType',
  }),
);

/** What a remark behind "string" says of it: `string (timestamp)`. Others (`identifier`, `url`) leave it a string. */
const remarks: ReadonlyMap<string, string> = new Map([
  ['timestamp', 'Edm.DateTimeOffset'],
  ['datetime', 'Edm.DateTimeOffset'],
  ['datetimeoffset', 'Edm.DateTimeOffset'],
  ['date', 'Edm.Date'],
  ['duration', 'Edm.Duration'],
  ['binary', 'Edm.Binary'],
  ['guid', 'Edm.Guid'],
]);

/** `String`, `Edm.String`, `string (timestamp)` → `Edm.…`; undefined for the name of a described type. */
export function primitiveType(name: string): string | undefined {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^#?(?:edm\.|microsoft\.graph\.(?=json$))/, '');
  const remark = /^string\s*\(([^()]*)\)?$/.exec(plain)?.[1];
  if (remark !== undefined) return remarks.get(remark.trim()) ?? 'Edm.String';
  return primitives.get(plain);
}
