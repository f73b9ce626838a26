/** The bytes that JSON's own characters are in UTF-8, where no other character has one of them (RFC 8259, 2 and 8.1). */
export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const bracket = 0x5b;
export const backslash = 0x5c;
export const closingBracket = 0x5d;
export const brace = 0x7b;
export const closingBrace = 0x7d;
