/** What can be wrong with what somebody asks to compare; each has a sentence under `reconciliation.problem`. */
export type StartProblem =
  | 'required'
  | 'too_many'
  | 'too_long'
  | 'ill_formed_text'
  | 'too_small'
  | 'too_large'
  | 'invalid'
  | 'notConnected';
