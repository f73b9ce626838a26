/** Names that Windows keeps for devices, whatever their extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** One segment of a file path made from foreign text: no separators, no dots at the ends, at most 80 characters. */
export function fileName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  if (name === '') return '_';
  return devices.test(name.split('.')[0] ?? '') ? `_${name}` : name;
}

/** One segment of a URL path (RFC 3986, section 3.3); `.` and `..` cannot travel as segments and are escaped too. */
export function pathSegment(text: string): string {
  if (text === '.' || text === '..') return text.replaceAll('.', '%2E');
  const wellFormed = text.replace(/\p{Cs}/gu, '\ufffd');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
