package dev.parley.transcript;

import java.time.Instant;

/** The tokens that were redeemed. A token itself is never stored, only its id. */
public interface TokenStore {

  /**
   * Redeems a token.
   *
   * @param id of the token
   * @param mail id of the mail that is proved by it
   * @param until when the token expires, so that it may be forgotten after that
   * @return whether this is its first use, or the same use once more
   */
  boolean redeem(String id, String conversation, String mail, Instant until);

  /** Whether a mail was proved by a token. */
  boolean isRedeemed(String id, String conversation, String mail);
}
