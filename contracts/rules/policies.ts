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
}

export const defaultPolicies: Policies = {
  headers: 'protocol',
  requestMembers: 'refused',
  undeclaredQuery: 'allowed',
  undeclaredBody: 'allowed',
  oauth: 'implied',
  accept: 'checked',
};
