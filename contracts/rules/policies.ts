/** Readings on which the specifications leave room. Each has a default; a configuration may choose otherwise. */
export interface Policies {
  /**
   * Response headers that the spec does not declare: none may come (`closed`), those of HTTP and of correlation may
   * (`protocol`), or any (`open`).
   */
  readonly headers: 'closed' | 'protocol' | 'open';
  /** Members of a request body that the spec does not declare. */
  readonly requestMembers: 'refused' | 'allowed';
  /** Query parameters that the spec does not declare. */
  readonly undeclaredQuery: 'refused' | 'allowed';
  /** A body where the spec documents none for the operation. */
  readonly undeclaredBody: 'refused' | 'allowed';
  /** OAuth 2 and OpenID Connect requirements: must a contract show an Authorization header? */
  readonly oauth: 'implied' | 'shown';
  /** An `Accept` that names none of the documented media types. */
  readonly accept: 'checked' | 'ignored';
  /** Members of a response that the spec does not declare; `additionalProperties` says more where it is written. */
  readonly responseMembers: 'closed' | 'open';
  /** A media type that is not documented beside one that it is a kind of: `application/merge-patch+json` and JSON. */
  readonly mediaTypes: 'exact' | 'suffix';
  /** Interactions that a pact marks as pending: they break nothing, or count like all others. */
  readonly pending: 'shown' | 'judged';
}

export const defaultPolicies: Policies = {
  headers: 'protocol',
  requestMembers: 'refused',
  undeclaredQuery: 'allowed',
  undeclaredBody: 'allowed',
  oauth: 'implied',
  accept: 'checked',
  responseMembers: 'closed',
  mediaTypes: 'exact',
  pending: 'shown',
};
