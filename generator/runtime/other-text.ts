/** Any text, beside known ones in a union: those are offered and no other is refused. */
export type OtherText = string & Record<never, never>;
