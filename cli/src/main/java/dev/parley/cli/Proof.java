package dev.parley.cli;

import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.Tokens.Check;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.client.view.RequestView.Matter;
import dev.parley.transcript.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The token behind {@code --token}: read with the workers' key, which this machine must have, and
 * used up in the store. The token itself goes no further than here.
 */
final class Proof {

  private final Session session;

  Proof(Session session) {
    this.session = session;
  }

  /** What a token comes to. */
  sealed interface Read {
    /** It is good for this request. */
    record Good(Tokens.Claims claims) implements Read {}

    /** It is not; nothing changes. */
    record Bad(String why) implements Read {}
  }

  /**
   * Reads a token.
   *
   * @throws UsageException if this machine does not have the workers' key
   */
  Read read(String token, Matter matter) {
    String digest =
        matter.asking().map(Entry.Asking::digest).flatMap(Optional::ofNullable).orElse("");
    var subject = new Tokens.Subject(matter.row().conversation(), matter.row().id(), digest);
    var tokens = new Tokens(key(), store().storeId(), Clock.systemUTC());
    return switch (tokens.verify(token, subject)) {
      case Check.Valid valid -> new Read.Good(valid.claims());
      case Check.Expired expired -> new Read.Bad("the token has expired");
      case Check.Forged forged -> new Read.Bad("the token is none of these workers");
      case Check.Other other ->
          new Read.Bad("the token is for another request, or what is asked has changed since");
    };
  }

  /** Uses a token up for a decision that is recorded; if it was used before, that is taken back. */
  boolean redeem(Tokens.Claims claims, String conversation, String mail) {
    boolean first = store().tokens().redeem(claims.id(), conversation, mail, claims.until());
    if (!first) {
      store().mail().close(conversation, mail);
    }
    return first;
  }

  /** Whether a token is good for a decision. */
  static boolean allows(Tokens.Claims claims, Choice choice) {
    return claims.allow().contains(choice);
  }

  private TokenKey key() {
    String written = session.environment().getOrDefault("PARLEY_TOKEN_KEY", "");
    Path file = session.home().folder().resolve("token.key");
    try {
      if (!written.isBlank()) {
        return TokenKey.parse(written);
      }
      if (Files.exists(file)) {
        return TokenKey.inFile(file);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("the key of tokens " + e.getMessage(), e);
    }
    throw new UsageException(
        "--token: this machine does not have the workers' key (PARLEY_TOKEN_KEY); use the link of the"
            + " notice");
  }

  private Transcript store() {
    return session.reading().transcript();
  }
}
