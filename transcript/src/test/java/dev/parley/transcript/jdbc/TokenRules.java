package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.TokenStore;
import dev.parley.transcript.TranscriptException.Unknown;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds of redeemed tokens in every store. */
interface TokenRules extends Fixture {

  Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");

  private TokenStore tokens() {
    return transcript().tokens();
  }

  @Test
  default void aTokenIsRedeemedByOneMail() {
    String token = id();
    String one = conversation();
    String other = conversation();
    assertThat(tokens().isRedeemed(token, one, "m1")).isFalse();
    assertThat(tokens().redeem(token, one, "m1", UNTIL)).isTrue();
    assertThat(second().tokens().redeem(token, one, "m1", UNTIL)).isTrue();
    assertThat(tokens().redeem(token, one, "m2", UNTIL)).isFalse();
    assertThat(tokens().redeem(token, other, "m1", UNTIL)).isFalse();
    assertThat(tokens().isRedeemed(token, one, "m1")).isTrue();
    assertThat(tokens().isRedeemed(token, one, "m2")).isFalse();
    assertThat(tokens().isRedeemed(token, other, "m1")).isFalse();
  }

  @Test
  default void aTokenGoesWithItsConversation() throws SQLException {
    String id = conversation();
    assertThat(tokens().redeem(id(), id, "m1", UNTIL)).isTrue();
    conversations().delete(id, false, "ann");
    assertThat(look("SELECT COUNT(*) FROM token_uses WHERE conversation = '%s'".formatted(id)))
        .isEqualTo("0");
  }

  @Test
  default void aTokenOfAConversationThatIsNotThereIsNotRedeemed() {
    assertThatThrownBy(() -> tokens().redeem(id(), "nobody", "m1", UNTIL))
        .isInstanceOf(Unknown.class);
  }
}
