/** Why `fetch` failed, in the system's words: it hides them behind a "fetch failed" of its own. */
export function fetchReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
