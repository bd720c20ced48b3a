package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.people.Tokens.Check;
import dev.parley.activities.people.Tokens.Subject;
import dev.parley.agents.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a token proves, and what it does not. */
class TokensTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Subject SUBJECT = new Subject("pay-2f91", "r3", "sha256:abc");
  private static final TokenKey KEY = key(1);

  @TempDir private Path folder = Path.of("");

  private static TokenKey key(int seed) {
    byte[] bytes = new byte[TokenKey.BYTES];
    java.util.Arrays.fill(bytes, (byte) seed);
    return TokenKey.parse(Base64.getEncoder().encodeToString(bytes));
  }

  private static Tokens at(Instant now, TokenKey key, String store) {
    return new Tokens(key, store, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String token() {
    return at(NOW, KEY, "store1")
        .issue(
            SUBJECT, "dana", List.of(Choice.APPROVE, Choice.REJECT), NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void itSaysWhoMayDecideWhatUntilWhen() {
    Check check = at(NOW, KEY, "store1").verify(token(), SUBJECT);
    assertThat(check)
        .isInstanceOfSatisfying(
            Check.Valid.class,
            valid -> {
              assertThat(valid.claims().subject()).isEqualTo(SUBJECT);
              assertThat(valid.claims().person()).isEqualTo("dana");
              assertThat(valid.claims().allow()).containsExactly(Choice.APPROVE, Choice.REJECT);
              assertThat(valid.claims().until()).isEqualTo(NOW.plus(Duration.ofHours(1)));
              assertThat(valid.claims().id()).hasSize(22);
            });
  }

  @Test
  void itFitsIntoAnAddressAndNoTwoAreTheSame() {
    assertThat(token()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}").isNotEqualTo(token());
  }

  @Test
  void itExpires() {
    String token = token();
    assertThat(at(NOW.plus(Duration.ofMinutes(59)), KEY, "store1").verify(token))
        .isInstanceOf(Check.Valid.class);
    assertThat(at(NOW.plus(Duration.ofHours(1)), KEY, "store1").verify(token))
        .isInstanceOf(Check.Expired.class);
  }

  @Test
  void itIsGoodForNoOtherStoreConversationRequestOrArguments() {
    Tokens tokens = at(NOW, KEY, "store1");
    assertThat(at(NOW, KEY, "store2").verify(token())).isInstanceOf(Check.Other.class);
    for (Subject other :
        List.of(
            new Subject("pay-2f92", "r3", "sha256:abc"),
            new Subject("pay-2f91", "r4", "sha256:abc"),
            new Subject("pay-2f91", "r3", "sha256:abd"))) {
      assertThat(tokens.verify(token(), other)).as("%s", other).isInstanceOf(Check.Other.class);
    }
  }

  @Test
  void everyChangeOfOneCharacterIsNoticed() {
    Tokens tokens = at(NOW, KEY, "store1");
    String token = token();
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.verify(changed)).as("at %d", i).isInstanceOf(Check.Forged.class);
    }
  }

  @Test
  void whatAnotherKeyHasMadeOrNoKeyAtAllIsForged() {
    Tokens tokens = at(NOW, KEY, "store1");
    assertThat(at(NOW, key(2), "store1").verify(token())).isInstanceOf(Check.Forged.class);
    String body = token().substring(0, token().indexOf('.'));
    for (String forged :
        List.of("", ".", "a", "a.b", body, body + ".", "." + body, "é.é", "x".repeat(100_000))) {
      assertThat(tokens.verify(forged)).isInstanceOf(Check.Forged.class);
    }
  }

  @Test
  void theKeyOfAMachineIsMadeOnceAndNobodyElseMayReadIt() throws IOException {
    Path file = folder.resolve("home").resolve("token.key");
    byte[] first = TokenKey.inFile(file).bytes();
    assertThat(first).hasSize(32);
    assertThat(TokenKey.inFile(file).bytes()).isEqualTo(first);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aKeyThatIsNoneIsRefusedAndNeverShown() {
    assertThatThrownBy(() -> TokenKey.parse("secret!"))
        .hasMessage("is neither Base64 nor 64 hex digits");
    assertThatThrownBy(() -> TokenKey.parse("c2hvcnQ="))
        .hasMessage("must be 32 bytes (openssl rand -base64 32), is 5");
    assertThat(KEY.toString()).isEqualTo("TokenKey");
    assertThat(TokenKey.parse("00".repeat(32)).bytes()).hasSize(32);
  }
}
