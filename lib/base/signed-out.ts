/**
 * The digest of a refusal for want of a session. Of an error that an action throws, a page is told nothing but its digest: by
 * this one it knows that one is to sign in again.
 */
export const SIGNED_OUT = "signed-out";
